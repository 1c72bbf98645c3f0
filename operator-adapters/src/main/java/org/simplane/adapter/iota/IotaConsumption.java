// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.SubscriptionRef;

/**
 * Reads {@code monthlyData} and {@code monthlySms} of the search (contract B.3), in bytes and
 * messages. That the month is the calendar's in UTC is assumed.
 */
final class IotaConsumption implements ConsumptionReports {

  private final IotaInventory inventory;
  private final Clock clock;

  IotaConsumption(IotaInventory inventory, Clock clock) {
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public List<Consumption> current(SubscriptionRef ref) throws OperatorException {
    SubscriptionWire wire =
        inventory
            .counted(ref)
            .orElseThrow(() ->
                new OperatorException(
                    Kind.NOT_FOUND, "IoT Accelerator does not know " + ref.businessId()));
    List<Consumption> found = new ArrayList<>();
    wire.monthly("monthlyData").ifPresent(bytes -> found.add(counted(Counted.DATA, bytes)));
    wire.monthly("monthlySms").ifPresent(messages -> found.add(counted(Counted.SMS, messages)));
    return found;
  }

  private Consumption counted(Counted what, long used) {
    LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
    return new Consumption(
        Level.GLOBAL, what, used, Optional.empty(), start(month), start(month.plusMonths(1)));
  }

  private static Optional<Instant> start(LocalDate day) {
    return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
