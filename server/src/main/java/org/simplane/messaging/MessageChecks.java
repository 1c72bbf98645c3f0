// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;

/** What makes a message one that can be sent. */
final class MessageChecks {

  private static final int LONGEST_ADDRESS = 50;
  private static final int LONGEST_HEADER = 140;

  private MessageChecks() {}

  static void check(NewMessage message) {
    MessageContent content = message.content();
    if (content.payload().isEmpty() && content.udh().isEmpty()) {
      throw invalid("payload", "is empty");
    }
    if (content.coding() == MessageCoding.GSM_7 && !Alphabet.has(content.payload())) {
      throw invalid(
          "payload", "has characters that the GSM 7-bit alphabet does not have: send it in UCS-2");
    }
    if (!isWhole(content.payload())) {
      throw invalid("payload", "has half a character (a lone surrogate), or a NUL");
    }
    String address = message.source().address();
    if (address.length() > LONGEST_ADDRESS || !isWhole(address)) {
      throw invalid(
          "source", "has to have at most " + LONGEST_ADDRESS + " characters, and nothing a NUL");
    }
    if (content.udh().isEmpty()) {
      if (Segments.count(content) > Segments.MOST) {
        throw invalid("payload", "takes more than " + Segments.MOST + " short messages");
      }
    } else {
      checkHeader(content);
    }
  }

  private static void checkHeader(MessageContent content) {
    byte[] header = HexFormat.of().parseHex(content.udh());
    if (header.length > LONGEST_HEADER || (header[0] & 0xff) != header.length - 1) {
      throw invalid(
          "udh", "has to begin with its length: the number of octets that follow, in hex");
    }
    if (!Segments.fits(content)) {
      throw invalid("payload", "does not fit into one short message beside the user data header");
    }
  }

  private static boolean isWhole(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
