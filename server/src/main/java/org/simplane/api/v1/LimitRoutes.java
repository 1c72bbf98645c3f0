// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.usage.Measure;
import org.simplane.usage.MonthlyLimit;
import org.simplane.usage.MonthlyLimits;

/** {@code /limits}: what the caller's organisation allows its SIMs together in a month. */
final class LimitRoutes {

  private static final long MOST = 1L << 50;

  private final MonthlyLimits limits;

  LimitRoutes(MonthlyLimits limits) {
    this.limits = limits;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/limits", Permission.READ_USAGE, this::list),
        Route.patch("/limits", Permission.CHANGE_QUOTAS, this::set),
        Route.get("/limits/choices", Permission.READ_USAGE, this::choices));
  }

  /** A limit on the wire: bytes or messages; without an amount where there is no end. */
  record Wire(Measure measure, Optional<Long> amount, LocalDate month, long used, boolean reached) {

    static Wire of(MonthlyLimit limit) {
      return new Wire(
          limit.measure(), present(limit.amount()), limit.month(), limit.used(), limit.isReached());
    }
  }

  record ChoiceWire(Measure measure, int id, Optional<Long> amount) {}

  private Answer list(Request request) {
    return shown(limits.of(request.caller().scope()));
  }

  private Answer set(Request request) {
    Fields fields = request.fields("DATA", "SMS_MT", "SMS_MO");
    Map<Measure, OptionalLong> wanted = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      if (fields.has(measure.name())) {
        Optional<Long> amount = fields.optionalWhole(measure.name(), 0, MOST);
        wanted.put(
            measure, amount.isPresent() ? OptionalLong.of(amount.get()) : OptionalLong.empty());
      }
    }
    return shown(limits.set(request.caller(), wanted, request.dryRun()));
  }

  private Answer choices(Request request) {
    return Answer.ok(
        new ListWire<>(
            limits.choices().stream()
                .map(choice ->
                    new ChoiceWire(choice.measure(), choice.id(), present(choice.amount())))
                .toList(),
            Optional.empty()));
  }

  private static Answer shown(Map<Measure, MonthlyLimit> limits) {
    return Answer.ok(
        new ListWire<>(limits.values().stream().map(Wire::of).toList(), Optional.empty()));
  }

  private static Optional<Long> present(OptionalLong amount) {
    return amount.isPresent() ? Optional.of(amount.getAsLong()) : Optional.empty();
  }
}
