// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.OptionalInt;

/**
 * The invented numbers of the fleet. Each follows from a SIM's place in the fleet, so that nothing
 * needs to be stored.
 */
final class Numbers {

  private static final String ICCID_PREFIX = "8999901";
  private static final String IMSI_PREFIX = "99901";
  private static final String MSISDN_PREFIX = "88290";

  /** Type allocation codes begin with 00 for test equipment (3GPP TS 23.003 section 6.2). */
  private static final String TAC_PREFIX = "009999";

  private static final int ICCID_SERIAL_END = 19;

  private Numbers() {}

  /** 20 digits with a valid check digit. */
  static String iccid(long sim) {
    String body = ICCID_PREFIX + padded(sim, 12);
    return body + luhnDigit(body);
  }

  static String imsi(long sim) {
    return IMSI_PREFIX + padded(sim, 10);
  }

  static String msisdn(long sim) {
    return MSISDN_PREFIX + padded(sim, 10);
  }

  /**
   * 16 digits, as networks report it (IMEISV); {@code device} counts the devices the SIM has been
   * in.
   */
  static String imei(int sim, Profile profile, int device) {
    return TAC_PREFIX + profile.code() + device % 10 + padded(sim % 1_000_000, 6) + "01";
  }

  static String ip(int sim) {
    return "10." + (sim >> 16 & 255) + "." + (sim >> 8 & 255) + "." + (sim & 255);
  }

  /** Eight digits. */
  static String puk(long random) {
    return padded(Long.remainderUnsigned(random, 100_000_000), 8);
  }

  /**
   * The SIM that an ICCID, with or without check digit, or an IMSI names; empty when it is none of
   * a fleet of that size.
   */
  static OptionalInt sim(String iccidOrImsi, int fleetSize) {
    String serial;
    if (iccidOrImsi.startsWith(ICCID_PREFIX) && iccidOrImsi.length() >= ICCID_SERIAL_END) {
      serial = iccidOrImsi.substring(ICCID_PREFIX.length(), ICCID_SERIAL_END);
    } else if (iccidOrImsi.startsWith(IMSI_PREFIX) && iccidOrImsi.length() == 15) {
      serial = iccidOrImsi.substring(IMSI_PREFIX.length());
    } else {
      return OptionalInt.empty();
    }
    if (!serial.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    long sim = Long.parseLong(serial);
    return sim < fleetSize ? OptionalInt.of((int) sim) : OptionalInt.empty();
  }

  /** ISO/IEC 7812-1 annex B. */
  private static int luhnDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
