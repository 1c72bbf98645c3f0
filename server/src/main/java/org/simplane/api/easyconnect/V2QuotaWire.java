// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Service;
import org.simplane.usage.Quota;
import org.simplane.usage.QuotaState;

/**
 * What is left of a quota in version 2: MB for data, messages for SMS.
 *
 * @param volume what is left; negative when overdrawn
 * @param totalVolume what the threshold is a part of
 * @param accumulatedTotalVolume everything booked so far
 */
record V2QuotaWire(
    long id,
    State status,
    BigDecimal volume,
    BigDecimal totalVolume,
    BigDecimal accumulatedTotalVolume,
    BigDecimal lastVolumeAdded,
    String service,
    int thresholdPercentage,
    BigDecimal thresholdVolume,
    @Nullable String expiryDate) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  record State(int id, String description) {}

  static V2QuotaWire of(Quota quota, Instant now) {
    boolean isData = quota.service() == Service.DATA;
    LongFunction<BigDecimal> unit = isData ? Megabytes::of : BigDecimal::valueOf;
    BigDecimal total = unit.apply(quota.total());
    return new V2QuotaWire(
        quota.subscription() * 2 + (isData ? 0 : 1), // numbers no quota of another SIM has
        state(quota, now),
        unit.apply(quota.remaining()),
        total,
        total,
        unit.apply(quota.lastAdded()),
        quota.service().name().toLowerCase(Locale.ROOT),
        quota.thresholdPercent(),
        part(total, quota.thresholdPercent()),
        quota.expiresAt().map(Dates::iso).orElse(null));
  }

  private static State state(Quota quota, Instant now) {
    if (quota.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
      return new State(2, "EXPIRED");
    }
    return quota.state() == QuotaState.EXHAUSTED
        ? new State(0, "EXHAUSTED")
        : new State(1, "ACTIVE");
  }

  private static BigDecimal part(BigDecimal total, int percent) {
    BigDecimal part =
        total
            .multiply(BigDecimal.valueOf(percent))
            .divide(HUNDRED, 6, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return part.scale() < 0 ? part.setScale(0) : part;
  }
}
