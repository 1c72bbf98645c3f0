// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** A telephone number (ITU-T E.164): 3 to 15 digits, country code first, no plus sign. */
public record Msisdn(String digits) {

  public Msisdn {
    if (digits.length() < 3 || digits.length() > 15 || !Digits.only(digits)) {
      throw new IllegalArgumentException("An MSISDN has 3 to 15 digits: '" + digits + "'");
    }
  }

  /** Reads a number as people write it: a leading plus sign or {@code 00} is dropped. */
  public static Msisdn of(String text) {
    String compact = Digits.compact(text);
    if (compact.startsWith("+")) {
      return new Msisdn(compact.substring(1));
    }
    return new Msisdn(compact.startsWith("00") ? compact.substring(2) : compact);
  }

  @Override
  public String toString() {
    return digits;
  }
}
