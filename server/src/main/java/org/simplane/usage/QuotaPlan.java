// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Period;
import java.util.OptionalLong;

/**
 * What a new SIM of the own network is given.
 *
 * @param dataBytes 0: no data quota
 * @param messages 0: no SMS quota
 * @param life how long after the SIM came in the quotas end
 */
public record QuotaPlan(
    long dataBytes,
    long messages,
    int thresholdPercent,
    Period life,
    OptionalLong peakBitsPerSecond) {

  /** 500 MB (of 1,048,576 bytes) and 250 messages for ten years, a warning at 20 %, 1 Mbit/s. */
  public static final QuotaPlan DEFAULT =
      new QuotaPlan(500L << 20, 250, 20, Period.ofYears(10), OptionalLong.of(1_000_000));

  /** No quotas at all. */
  public static final QuotaPlan NONE =
      new QuotaPlan(0, 0, 20, Period.ofYears(10), OptionalLong.empty());

  public QuotaPlan {
    if (dataBytes < 0 || messages < 0 || thresholdPercent < 0 || thresholdPercent > 100) {
      throw new IllegalArgumentException(
          "A quota is not negative, its threshold is between 0 and 100 percent");
    }
  }
}
