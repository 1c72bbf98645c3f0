// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.QuotaReports.QuotaReport;
import org.simplane.operator.Service;

/**
 * Answer of the two quota reads (contract section 5).
 *
 * @param volume what is left, megabytes or messages; negative when overdrawn
 * @param expiryDate such as {@code 2031-11-26 00:00:00}
 */
record QuotaWire(
    @Nullable BigDecimal volume,
    @Nullable BigDecimal totalVolume,
    @Nullable String expiryDate,
    @Nullable Integer thresholdPercentage) {

  /** The product's threshold, where none is shown (1NCE's documents). */
  private static final int USUAL_THRESHOLD = 20;

  /** Empty for {@code {}}, which 1NCE answers where nothing is booked. */
  Optional<QuotaReport> report(Service service) {
    if (volume == null || totalVolume == null) {
      return Optional.empty();
    }
    return Optional.of(
        new QuotaReport(
            service,
            amount(service, totalVolume),
            amount(service, volume),
            thresholdPercentage == null ? USUAL_THRESHOLD : thresholdPercentage,
            Optional.ofNullable(expiryDate).flatMap(NceDates::read)));
  }

  private static long amount(Service service, BigDecimal number) {
    return switch (service) {
      case DATA -> UsageWire.bytes(number);
      case SMS -> number.setScale(0, RoundingMode.HALF_UP).longValue();
    };
  }
}
