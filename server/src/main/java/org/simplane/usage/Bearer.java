// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

/**
 * What kind of communication was metered: the eleven of Orange's M2M API (services overview 1.2,
 * section 3.6), each with the unit it is summed in.
 */
public enum Bearer {
  /** Every packet data radio but 3G and WLAN: 2G, LTE, LTE-M, NB-IoT, 5G, satellite. */
  GPRS_EDGE(1, Unit.BYTE),
  /** Packet data over UTRAN and HSPA. */
  UMTS_3G(2, Unit.BYTE),
  SMS(3, Unit.NUMBER),
  VOICE(4, Unit.SECOND),
  MMS(5, Unit.NUMBER),
  /** Calls to the consumption follow-up server. */
  CONSUMPTION_TRACKING(6, Unit.NUMBER),
  FAX(7, Unit.NUMBER),
  MULTIMEDIA_PURCHASE(8, Unit.NUMBER),
  WIFI(9, Unit.SECOND),
  VALUE_BASED_COMMUNICATION(10, Unit.NUMBER),
  /** Any other kind of call. */
  UNKNOWN(11, Unit.NUMBER);

  /** What a bearer's traffic is measured in. */
  public enum Unit {
    BYTE,
    SECOND,
    NUMBER
  }

  private static final Bearer[] BY_CODE = new Bearer[values().length + 1];

  static {
    for (Bearer bearer : values()) {
      BY_CODE[bearer.code] = bearer;
    }
  }

  private final short code;
  private final Unit unit;

  Bearer(int code, Unit unit) {
    this.code = (short) code;
    this.unit = unit;
  }

  /** What the database keeps; never reused for another bearer. */
  public short code() {
    return code;
  }

  public Unit unit() {
    return unit;
  }

  /** Whether its bytes count against a data quota. */
  public boolean isData() {
    return unit == Unit.BYTE;
  }

  static Bearer of(int code) {
    return BY_CODE[code];
  }
}
