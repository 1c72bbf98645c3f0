// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Volumes as the dialect writes them: megabytes of 1024 x 1024 bytes, to six decimals, whole ones
 * without a fraction.
 */
final class Megabytes {

  private static final BigDecimal BYTES = BigDecimal.valueOf(1024 * 1024);
  private static final int DECIMALS = 6;

  private Megabytes() {}

  /**
   * {@code 500} rather than {@code 500.0} or {@code 5E+2}: clients decode whole ones into integers.
   */
  static BigDecimal of(long bytes) {
    BigDecimal value =
        BigDecimal.valueOf(bytes)
            .divide(BYTES, DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  /** For places where the dialect writes volumes as text. */
  static String text(long bytes) {
    return of(bytes).toPlainString();
  }
}
