// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.HexFormat;
import java.util.Optional;
import org.simplane.operator.MessagePart;

/** What a user data header says of the parts of a longer text (3GPP TS 23.040 section 9.2.3.24). */
final class Udh {

  private static final int SHORT_REFERENCE = 0x00;
  private static final int LONG_REFERENCE = 0x08;

  private Udh() {}

  /** Empty where it says nothing of parts, or nothing that makes sense. */
  static Optional<MessagePart> part(String hex) {
    if (!hex.matches("([0-9a-fA-F]{2})+")) {
      return Optional.empty();
    }
    byte[] octets = HexFormat.of().parseHex(hex);
    int at = 1;
    while (at + 1 < octets.length) {
      int type = octets[at] & 0xff;
      int length = octets[at + 1] & 0xff;
      boolean whole = at + 2 + length <= octets.length;
      if (whole && type == SHORT_REFERENCE && length == 3) {
        return part(octets[at + 2] & 0xff, octets[at + 3] & 0xff, octets[at + 4] & 0xff);
      }
      if (whole && type == LONG_REFERENCE && length == 4) {
        int reference = (octets[at + 2] & 0xff) << 8 | octets[at + 3] & 0xff;
        return part(reference, octets[at + 4] & 0xff, octets[at + 5] & 0xff);
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  static Optional<MessagePart> part(int reference, int total, int number) {
    return number >= 1 && number <= total
        ? Optional.of(new MessagePart(reference, number, total))
        : Optional.empty();
  }
}
