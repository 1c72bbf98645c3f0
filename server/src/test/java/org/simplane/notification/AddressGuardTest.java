// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressGuardTest {

  @Test
  void knowsPrivateAddressesInAllTheirForms() {
    for (String address :
        List.of(
            "127.0.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe")) {
      assertThat(AddressGuard.isPrivate(InetAddress.ofLiteral(address))).as(address).isTrue();
    }
  }

  @Test
  void letsPublicAddressesThrough() {
    for (String address :
        List.of(
            "192.0.2.1", "100.128.0.1", "2001:db8::1", "64:ff9b::c000:201", "64:ff9c::7f00:1")) {
      assertThat(AddressGuard.isPrivate(InetAddress.ofLiteral(address))).as(address).isFalse();
    }
  }
}
