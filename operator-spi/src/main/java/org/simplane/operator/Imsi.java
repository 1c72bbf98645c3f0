// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * The identity of a subscription in the mobile network (ITU-T E.212): 6 to 15 digits, country code
 * first.
 */
public record Imsi(String digits) {

  public Imsi {
    if (digits.length() < 6 || digits.length() > 15 || !Digits.only(digits)) {
      throw new IllegalArgumentException("An IMSI has 6 to 15 digits: '" + digits + "'");
    }
  }

  public static Imsi of(String text) {
    return new Imsi(Digits.compact(text));
  }

  @Override
  public String toString() {
    return digits;
  }
}
