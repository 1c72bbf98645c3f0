// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * The identity of a device (3GPP TS 23.003 section 6): an IMEI of 14 digits and check digit, an
 * IMEISV of 16 digits, or the 14 digits alone. Kept as reported; compared on the first 14 digits,
 * since networks report either form.
 */
public record Imei(String digits) {

  public Imei {
    if (digits.length() < 14 || digits.length() > 16 || !Digits.only(digits)) {
      throw new IllegalArgumentException("An IMEI has 14 to 16 digits: '" + digits + "'");
    }
  }

  /** Reads an IMEI as feeds write it; some end it with an {@code f} filler. */
  public static Imei of(String text) {
    String compact = Digits.compact(text);
    boolean filled = compact.endsWith("f") || compact.endsWith("F");
    return new Imei(filled ? compact.substring(0, compact.length() - 1) : compact);
  }

  /** The 14 digits that name the device: type allocation code and serial number. */
  public String core() {
    return digits.substring(0, 14);
  }

  public boolean isSameDeviceAs(Imei other) {
    return core().equals(other.core());
  }

  @Override
  public String toString() {
    return digits;
  }
}
