// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * The number of an eUICC (GSMA SGP.02 section 2.2.2): 32 digits. A wrong check pair is known, never
 * a reason to reject.
 */
public record Eid(String digits) {

  public Eid {
    if (digits.length() != 32 || !Digits.only(digits)) {
      throw new IllegalArgumentException("An EID has 32 digits: '" + digits + "'");
    }
  }

  public static Eid of(String text) {
    return new Eid(Digits.compact(text));
  }

  @Override
  public String toString() {
    return digits;
  }
}
