// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Service;
import org.simplane.usage.DayUsage;
import org.simplane.usage.Quota;
import org.simplane.usage.Quotas;
import org.simplane.usage.UsageReader;

/** {@code quota/data}, {@code quota/sms} and {@code usage} of a SIM. */
final class UsageRoutes {

  private final SimRoutes sims;
  private final Quotas quotas;
  private final UsageReader usage;
  private final BillingZones zones;
  private final Clock clock;

  UsageRoutes(SimRoutes sims, Quotas quotas, UsageReader usage, BillingZones zones, Clock clock) {
    this.sims = sims;
    this.quotas = quotas;
    this.usage = usage;
    this.zones = zones;
    this.clock = clock;
  }

  void data(Context context, Caller caller) {
    quota(context, caller, Service.DATA);
  }

  void sms(Context context, Caller caller) {
    quota(context, caller, Service.SMS);
  }

  /** A SIM without such a quota is answered with an empty object. */
  private void quota(Context context, Caller caller, Service service) {
    caller.require(Permission.READ_USAGE);
    Subscription sim = sims.find(context, caller);
    Object wire =
        quotas.of(caller.scope(), sim.id()).stream()
            .filter(quota -> quota.service() == service)
            .findFirst()
            .<Object>map(QuotaWire::of)
            .orElse(Map.of());
    Answer.json(context, 200, wire);
  }

  void usage(Context context, Caller caller) {
    caller.require(Permission.READ_USAGE);
    Subscription sim = sims.find(context, caller);
    ZoneId zone = zones.of(sim.account());
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    UsageRange range =
        UsageRange.of(context.queryParam("start_dt"), context.queryParam("end_dt"), today);
    List<DayUsage> days =
        range.isEmpty()
            ? List.of()
            : usage.daily(caller.scope(), sim.id(), range.first(), range.last(), zone);
    Answer.json(context, 200, UsageWire.of(range.first(), range.last(), days));
  }
}
