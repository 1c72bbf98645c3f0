// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.simplane.operator.Iccid;

/** What a subscription is found by. The code is what the store holds. */
public enum IdentifierKind {
  /** With or without check digit and padding. */
  ICCID(1),
  TERMINAL_SERIAL(2),
  SERIAL_NUMBER(3),
  EID(4),
  /** Either IMSI of a card with two. */
  IMSI(5),
  MSISDN_DATA(6),
  MSISDN_VOICE(7),
  MSISDN_FAX(8),
  /** Compared on its first 14 digits. */
  IMEI(9),
  /** A whole IPv4 address matches itself alone, a part of one what begins so. */
  IP_ADDRESS(10),
  LABEL(11),
  OPERATOR_KEY(12),
  SUBSCRIBER(13),
  USER(14),
  USER_REFERENCE(15),
  DEVICE_UNIQUE_IDENTIFIER(16),
  DEVICE_SERIAL_NUMBER(17),
  MACHINE_SERIAL_NUMBER(18);

  private static final int ICCID_LENGTH = 18;
  private static final int ICCID_MAX_LENGTH = 22;
  private static final int IMEI_LENGTH = 14;

  private final int code;

  IdentifierKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** A stretch of the index: what begins with {@code text}, or is exactly that. */
  record Stretch(String text, boolean exact) {}

  /**
   * Where in the index to look for what begins as typed. Stretches of one answer do not overlap.
   */
  List<Stretch> stretches(String typed) {
    return switch (this) {
      case ICCID -> iccid(compact(typed));
      case IMEI -> {
        String digits = withoutFiller(compact(typed));
        yield digits.length() >= IMEI_LENGTH
            ? List.of(new Stretch(digits.substring(0, IMEI_LENGTH), true))
            : List.of(new Stretch(digits, false));
      }
      case IP_ADDRESS -> address(typed.strip().toLowerCase(Locale.ROOT));
      case EID, IMSI -> List.of(new Stretch(compact(typed), false));
      case MSISDN_DATA, MSISDN_VOICE, MSISDN_FAX -> {
        String number = compact(typed);
        yield List.of(
            new Stretch(
                number.startsWith("+")
                    ? number.substring(1)
                    : number.startsWith("00") ? number.substring(2) : number,
                false));
      }
      case TERMINAL_SERIAL,
          SERIAL_NUMBER,
          LABEL,
          OPERATOR_KEY,
          SUBSCRIBER,
          USER,
          USER_REFERENCE,
          DEVICE_UNIQUE_IDENTIFIER,
          DEVICE_SERIAL_NUMBER,
          MACHINE_SERIAL_NUMBER ->
          List.of(new Stretch(typed.strip(), false));
    };
  }

  private static List<Stretch> iccid(String compact) {
    String digits = withoutFiller(compact);
    List<Stretch> stretches = new ArrayList<>(2);
    stretches.add(new Stretch(digits, false));
    boolean whole =
        digits.length() >= ICCID_LENGTH
            && digits.length() <= ICCID_MAX_LENGTH
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (whole) {
      String core = new Iccid(digits).core();
      if (!core.startsWith(digits)) {
        stretches.add(new Stretch(core, true));
      }
    }
    return stretches;
  }

  /** The index holds addresses with three digits a part, so that they sort by number. */
  private static List<Stretch> address(String typed) {
    if (!typed.matches("[0-9]{1,3}(\\.[0-9]{1,3}){0,3}\\.?")) {
      return List.of(new Stretch(typed, false));
    }
    String[] parts = typed.split("\\.", -1);
    StringBuilder front = new StringBuilder();
    for (int i = 0; i < parts.length - 1; i++) {
      front.append("0".repeat(3 - parts[i].length())).append(parts[i]).append('.');
    }
    String last = parts[parts.length - 1];
    if (parts.length == 4 && !last.isEmpty()) {
      return List.of(new Stretch(front + "0".repeat(3 - last.length()) + last, true));
    }
    if (last.isEmpty()) {
      return List.of(new Stretch(front.toString(), false));
    }
    // 1 may go on as 1, 1x or 1xx; 0 is complete.
    List<Stretch> stretches = new ArrayList<>(3);
    int zeros = last.startsWith("0") ? 3 - last.length() : 0;
    for (int padding = 3 - last.length(); padding >= zeros; padding--) {
      stretches.add(new Stretch(front + "0".repeat(padding) + last, false));
    }
    return stretches;
  }

  private static String compact(String typed) {
    return typed.replaceAll("[\\s.-]", "");
  }

  private static String withoutFiller(String digits) {
    int end = digits.length();
    while (end > 0 && Character.toUpperCase(digits.charAt(end - 1)) == 'F') {
      end--;
    }
    return digits.substring(0, end);
  }
}
