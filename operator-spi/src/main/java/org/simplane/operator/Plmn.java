// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * A mobile network: country code (3 digits) and network code (2 or 3 digits, as text: 001 is not
 * 01).
 */
public record Plmn(String mcc, String mnc) {

  public Plmn {
    if (mcc.length() != 3 || !Digits.only(mcc)) {
      throw new IllegalArgumentException("An MCC has 3 digits: '" + mcc + "'");
    }
    if (mnc.length() < 2 || mnc.length() > 3 || !Digits.only(mnc)) {
      throw new IllegalArgumentException("An MNC has 2 or 3 digits: '" + mnc + "'");
    }
  }

  /** Reads {@code 262-01}. */
  public static Plmn of(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(
          "A network is written MCC-MNC, as in 262-01: '" + text + "'");
    }
    return new Plmn(text.substring(0, dash), text.substring(dash + 1));
  }

  @Override
  public String toString() {
    return mcc + "-" + mnc;
  }
}
