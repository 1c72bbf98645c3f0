// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.math.BigDecimal;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Service;
import org.simplane.usage.Quota;

/**
 * What is left of a quota: MB for data, messages for SMS.
 *
 * @param volume what is left; negative when overdrawn
 * @param peakThroughput bits per second; for data alone
 * @param thresholdPercentage a warning is given when less is left
 */
record QuotaWire(
    BigDecimal volume,
    BigDecimal totalVolume,
    @Nullable String expiryDate,
    @Nullable Long peakThroughput,
    BigDecimal lastVolumeAdded,
    String lastStatusChangeDate,
    int thresholdPercentage) {

  static QuotaWire of(Quota quota) {
    boolean isData = quota.service() == Service.DATA;
    LongFunction<BigDecimal> unit = isData ? Megabytes::of : BigDecimal::valueOf;
    return new QuotaWire(
        unit.apply(quota.remaining()),
        unit.apply(quota.total()),
        quota.expiresAt().map(Dates::plain).orElse(null),
        isData && quota.peakBitsPerSecond().isPresent()
            ? quota.peakBitsPerSecond().getAsLong()
            : null,
        unit.apply(quota.lastAdded()),
        Dates.plain(quota.changedAt()),
        quota.thresholdPercent());
  }
}
