// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

/** Who began a communication. Data sessions have none: they carry bytes both ways. */
public enum Direction {
  UNKNOWN(0),
  MOBILE_ORIGINATED(1),
  MOBILE_TERMINATED(2);

  private static final Direction[] BY_CODE = values();

  private final short code;

  Direction(int code) {
    this.code = (short) code;
  }

  /** What the database keeps. */
  public short code() {
    return code;
  }

  static Direction of(int code) {
    return BY_CODE[code];
  }
}
