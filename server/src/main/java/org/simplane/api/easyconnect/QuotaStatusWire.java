// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.inventory.Allowance;
import org.simplane.operator.Service;

/** How much is left, as a SIM shows it. Always present: typed clients do not survive without it. */
record QuotaStatusWire(
    int id,
    String description,
    @Nullable String thresholdReachedDate,
    @Nullable String quotaExceededDate) {

  private static final QuotaStatusWire AVAILABLE =
      new QuotaStatusWire(0, "More than 20% available", null, null);

  static QuotaStatusWire of(Map<Service, Allowance> allowances, Service service) {
    Allowance allowance = allowances.get(service);
    if (allowance == null) {
      return AVAILABLE; // unlimited
    }
    String threshold = date(allowance.thresholdReachedAt());
    return switch (allowance.state()) {
      case AVAILABLE -> AVAILABLE;
      case LOW -> new QuotaStatusWire(1, "Less than 20% available", threshold, null);
      case EXHAUSTED ->
          new QuotaStatusWire(2, "No volume available", threshold, date(allowance.exhaustedAt()));
    };
  }

  private static @Nullable String date(Optional<Instant> at) {
    return at.map(Dates::millis).orElse(null);
  }
}
