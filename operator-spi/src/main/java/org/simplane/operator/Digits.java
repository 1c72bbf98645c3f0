// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** Digit strings: what the identifiers have in common. */
final class Digits {

  private Digits() {}

  static boolean only(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Without blanks, dashes and dots, which people put into long numbers. */
  static String compact(String text) {
    StringBuilder compact = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && c != '-' && c != '.') {
        compact.append(c);
      }
    }
    return compact.toString();
  }

  static boolean luhnValid(String digits) {
    int last = digits.length() - 1;
    return last > 0 && luhnDigit(digits.substring(0, last)) == digits.charAt(last);
  }

  /** The Luhn check digit (ISO/IEC 7812-1 annex B) to be written behind {@code digits}. */
  static char luhnDigit(String digits) {
    int sum = 0;
    boolean doubled = true;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (doubled) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      doubled = !doubled;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
