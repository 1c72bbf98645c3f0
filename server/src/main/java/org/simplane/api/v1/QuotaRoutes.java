// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Service;
import org.simplane.usage.Quota;
import org.simplane.usage.QuotaState;
import org.simplane.usage.Quotas;

/** {@code /sims/{id}/quotas}: how much of a service a SIM may use. */
final class QuotaRoutes {

  private static final long MOST = 1L << 50;

  private final Quotas quotas;
  private final Subscriptions subscriptions;

  QuotaRoutes(Quotas quotas, Subscriptions subscriptions) {
    this.quotas = quotas;
    this.subscriptions = subscriptions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sims/{id}/quotas", Permission.READ_USAGE, this::list),
        Route.put("/sims/{id}/quotas/{service}", Permission.CHANGE_QUOTAS, this::assign),
        Route.post("/sims/{id}/quotas/{service}/top-up", Permission.CHANGE_QUOTAS, this::topUp));
  }

  /** A quota on the wire: bytes for data, messages for SMS. */
  record Wire(
      Service service,
      long total,
      long used,
      long remaining,
      long lastAdded,
      int thresholdPercent,
      QuotaState state,
      Optional<Instant> thresholdReachedAt,
      Optional<Instant> exhaustedAt,
      Optional<Instant> expiresAt,
      Optional<Long> peakBitsPerSecond,
      Instant changedAt,
      Instant asOf) {

    static Wire of(Quota quota) {
      return new Wire(
          quota.service(),
          quota.total(),
          quota.used(),
          quota.remaining(),
          quota.lastAdded(),
          quota.thresholdPercent(),
          quota.state(),
          quota.thresholdReachedAt(),
          quota.exhaustedAt(),
          quota.expiresAt(),
          quota.peakBitsPerSecond().isPresent()
              ? Optional.of(quota.peakBitsPerSecond().getAsLong())
              : Optional.empty(),
          quota.changedAt(),
          quota.asOf());
    }
  }

  private Answer list(Request request) {
    long id = known(request);
    return Answer.ok(
        new ListWire<>(
            quotas.of(request.caller().scope(), id).stream().map(Wire::of).toList(),
            Optional.empty()));
  }

  private Answer assign(Request request) {
    Fields fields = request.fields("total", "thresholdPercent", "expiresAt");
    long total = fields.whole("total", 0, MOST);
    int threshold = Math.toIntExact(fields.optionalWhole("thresholdPercent", 0, 100).orElse(20L));
    Optional<Instant> expiresAt = fields.optionalInstant("expiresAt");
    long id = known(request);
    Service service = service(request);
    return Answer.ok(
        Wire.of(
            quotas.assign(
                request.caller(), id, service, total, threshold, expiresAt, request.dryRun())));
  }

  private Answer topUp(Request request) {
    long amount = request.fields("amount").whole("amount", 1, MOST);
    long id = known(request);
    Service service = service(request);
    return Answer.ok(
        Wire.of(quotas.topUp(request.caller(), id, service, amount, request.dryRun())));
  }

  private long known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM))
        .id();
  }

  private static Service service(Request request) {
    String text = request.path("service");
    for (Service service : Service.values()) {
      if (service.name().equals(text)) {
        return service;
      }
    }
    throw new FailureException(
        new Failure.Invalid(
            List.of(new Failure.Invalid.Problem("service", "must be DATA or SMS"))));
  }
}
