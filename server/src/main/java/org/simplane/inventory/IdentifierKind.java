// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

/** What a subscription is found by. The code is what the store holds. */
public enum IdentifierKind {
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
  IP_ADDRESS(10),
  LABEL(11),
  OPERATOR_KEY(12),
  SUBSCRIBER(13),
  USER(14),
  USER_REFERENCE(15),
  DEVICE_UNIQUE_IDENTIFIER(16),
  DEVICE_SERIAL_NUMBER(17),
  MACHINE_SERIAL_NUMBER(18);

  private final int code;

  IdentifierKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
