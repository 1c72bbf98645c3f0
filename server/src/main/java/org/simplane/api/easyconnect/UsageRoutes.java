// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.usage.DayUsage;
import org.simplane.usage.UsageReader;

/** {@code GET /v1/sims/{iccid}/usage}. */
final class UsageRoutes {

  private final SimRoutes sims;
  private final UsageReader usage;
  private final Accounts accounts;
  private final Clock clock;

  UsageRoutes(SimRoutes sims, UsageReader usage, Accounts accounts, Clock clock) {
    this.sims = sims;
    this.usage = usage;
    this.accounts = accounts;
    this.clock = clock;
  }

  void usage(Context context, Caller caller) {
    caller.require(Permission.READ_USAGE);
    Subscription sim = sims.find(context, caller);
    ZoneId zone = accounts.billingZone(sim.account());
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
