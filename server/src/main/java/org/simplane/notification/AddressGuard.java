// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Keeps addresses that callers give from being used to reach into the network that Simplane runs
 * in.
 */
public final class AddressGuard {

  private static final byte[] TRANSLATED = {
    0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private AddressGuard() {}

  public static boolean isPrivate(URI uri) {
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

  public static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isTranslated(bytes)) {
      return isPrivate(last4(bytes));
    }
    // "This network" (RFC 1122), unique local addresses (RFC 4193) and carrier-grade NAT (RFC
    // 6598), which the JDK does not know.
    boolean thisNetwork = bytes.length == 4 && bytes[0] == 0;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean sharedSpace = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || thisNetwork
        || uniqueLocal
        || sharedSpace;
  }

  /** IPv6 that a gateway turns into the IPv4 address at its end (RFC 6052: 64:ff9b::/96). */
  private static boolean isTranslated(byte[] bytes) {
    return bytes.length == 16
        && Arrays.mismatch(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length) < 0;
  }

  private static InetAddress last4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four octets are an address", e);
    }
  }
}
