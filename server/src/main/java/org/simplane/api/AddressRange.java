// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.net.InetAddress;

/**
 * Internet addresses that begin with the same bits, as {@code 10.0.0.0/8} or {@code ::1}.
 *
 * @param bits how many
 */
public record AddressRange(InetAddress address, int bits) {

  /** Throws {@link IllegalArgumentException} with a sentence. Names are not looked up. */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int longest = address.getAddress().length * 8;
    int bits = slash < 0 ? longest : parseBits(text, slash);
    if (bits < 0 || bits > longest) {
      throw new IllegalArgumentException(text + " has more than " + longest + " bits");
    }
    return new AddressRange(address, bits);
  }

  private static int parseBits(String text, int slash) {
    try {
      return Integer.parseInt(text, slash + 1, text.length(), 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not like 10.0.0.0/8", e);
    }
  }

  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
