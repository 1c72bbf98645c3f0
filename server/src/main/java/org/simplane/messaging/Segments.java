// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;

/**
 * Cuts what one short message does not hold into several, each with a header that says which of how
 * many it is (3GPP TS 23.040 section 9.2.3.24.1, 8-bit reference).
 */
public final class Segments {

  /** The most short messages that one message may take. */
  public static final int MOST = 10;

  private static final int OCTETS = 140;
  private static final int CONCATENATION = 0;
  private static final int WIDE_CONCATENATION = 8;
  private static final int HEADER = 6;

  private Segments() {}

  /** What is sent over the radio, in order; the message itself where it needs no cutting. */
  public static List<MessageContent> of(MessageContent content, int reference) {
    if (fits(content)) {
      return List.of(content);
    }
    List<String> payloads = cut(content);
    List<MessageContent> segments = new ArrayList<>(payloads.size());
    for (int i = 0; i < payloads.size(); i++) {
      String udh = "050003%02X%02X%02X".formatted(reference & 0xff, payloads.size(), i + 1);
      segments.add(new MessageContent(content.coding(), payloads.get(i), udh));
    }
    return segments;
  }

  /** How many short messages it takes. */
  static int count(MessageContent content) {
    return fits(content) ? 1 : cut(content).size();
  }

  /** Whether one short message holds it, with the header that it brings. */
  static boolean fits(MessageContent content) {
    return size(content) <= room(content, content.udh().length() / 2);
  }

  private static int size(MessageContent content) {
    return switch (content.coding()) {
      case GSM_7 -> content.payload().chars().map(c -> Alphabet.septets((char) c)).sum();
      case EIGHT_BIT -> content.payload().length() / 2;
      case UCS_2 -> content.payload().length();
    };
  }

  /** What one short message holds beside a header of so many octets: septets, octets, UTF-16. */
  private static int room(MessageContent content, int header) {
    int octets = OCTETS - header;
    return switch (content.coding()) {
      case GSM_7 -> octets * 8 / 7;
      case EIGHT_BIT -> octets;
      case UCS_2 -> octets / 2;
    };
  }

  private static List<String> cut(MessageContent content) {
    int room = room(content, HEADER);
    String payload = content.payload();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    int used = 0;
    int at = 0;
    while (at < payload.length()) {
      int width =
          switch (content.coding()) {
            case GSM_7 -> 1;
            case EIGHT_BIT -> 2;
            case UCS_2 -> Character.charCount(payload.codePointAt(at));
          };
      int cost =
          switch (content.coding()) {
            case GSM_7 -> Alphabet.septets(payload.charAt(at));
            case EIGHT_BIT -> 1;
            case UCS_2 -> width;
          };
      if (used + cost > room) {
        pieces.add(payload.substring(from, at));
        from = at;
        used = 0;
      }
      used += cost;
      at += width;
    }
    pieces.add(payload.substring(from));
    return pieces;
  }

  /** Which of how many a header says that its message is; empty where it says nothing of it. */
  static Optional<MessagePart> part(String udh) {
    byte[] octets = HexFormat.of().parseHex(udh);
    int at = 1;
    while (at + 1 < octets.length) {
      int kind = octets[at] & 0xff;
      int length = octets[at + 1] & 0xff;
      int data = at + 2;
      if (data + length > octets.length) {
        return Optional.empty();
      }
      if (kind == CONCATENATION && length == 3) {
        return part(octets[data] & 0xff, octets, data + 1);
      }
      if (kind == WIDE_CONCATENATION && length == 4) {
        return part((octets[data] & 0xff) << 8 | octets[data + 1] & 0xff, octets, data + 2);
      }
      at = data + length;
    }
    return Optional.empty();
  }

  private static Optional<MessagePart> part(int reference, byte[] octets, int at) {
    int total = octets[at] & 0xff;
    int number = octets[at + 1] & 0xff;
    return number >= 1 && number <= total
        ? Optional.of(new MessagePart(reference, number, total))
        : Optional.empty();
  }
}
