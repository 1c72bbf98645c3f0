// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Keeps an account's settings from being used to reach into the network that Simplane runs in. */
final class AddressGuard {

  private AddressGuard() {}

  static boolean isPrivate(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return true;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (isPrivate(address)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      // The call itself will say so.
      return false;
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    // Unique local addresses (RFC 4193) and carrier-grade NAT (RFC 6598), which the JDK does not
    // know.
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean sharedSpace = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || sharedSpace;
  }
}
