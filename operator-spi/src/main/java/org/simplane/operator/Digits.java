// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** Digit strings: what the identifiers have in common. */
final class Digits {

  private Digits() {}

  static boolean only(String text) {
    // Of lists of 100,000 numbers: no stream for each.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
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
    return luhnValid(digits, digits.length());
  }

  /** Of the first {@code length} digits. */
  static boolean luhnValid(String digits, int length) {
    return length > 1 && luhnDigit(digits, length - 1) == digits.charAt(length - 1);
  }

  /** The Luhn check digit (ISO/IEC 7812-1 annex B) to be written behind {@code digits}. */
  static char luhnDigit(String digits) {
    return luhnDigit(digits, digits.length());
  }

  private static char luhnDigit(String digits, int length) {
    int sum = 0;
    boolean doubled = true;
    for (int i = length - 1; i >= 0; i--) {
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
