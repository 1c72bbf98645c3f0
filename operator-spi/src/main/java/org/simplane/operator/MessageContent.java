// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * What one short message carries.
 *
 * @param payload text; of {@link MessageCoding#EIGHT_BIT} the octets in hex, upper case
 * @param udh the user data header in hex, upper case, with its length octet; empty: none
 */
public record MessageContent(MessageCoding coding, String payload, String udh) {

  private static final String OCTETS = "([0-9A-F]{2})*";

  public MessageContent {
    if (!udh.matches(OCTETS)) {
      throw new IllegalArgumentException(
          "A user data header is written in hex, two digits an octet");
    }
    if (coding == MessageCoding.EIGHT_BIT && !payload.matches(OCTETS)) {
      throw new IllegalArgumentException("An 8-bit payload is written in hex, two digits an octet");
    }
  }
}
