// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Service;
import org.simplane.usage.Quota;
import org.simplane.usage.Quotas;

/** {@code GET .../sims/{iccid}/quota/data} and {@code quota/sms} of both versions. */
final class QuotaRoutes {

  private final SimRoutes sims;
  private final Quotas quotas;
  private final Clock clock;

  QuotaRoutes(SimRoutes sims, Quotas quotas, Clock clock) {
    this.sims = sims;
    this.quotas = quotas;
    this.clock = clock;
  }

  void data(Context context, Caller caller) {
    quota(context, caller, Service.DATA, QuotaWire::of);
  }

  void sms(Context context, Caller caller) {
    quota(context, caller, Service.SMS, QuotaWire::of);
  }

  void dataOfV2(Context context, Caller caller) {
    quota(context, caller, Service.DATA, this::ofV2);
  }

  void smsOfV2(Context context, Caller caller) {
    quota(context, caller, Service.SMS, this::ofV2);
  }

  private V2QuotaWire ofV2(Quota quota) {
    return V2QuotaWire.of(quota, clock.instant());
  }

  /** A SIM without such a quota is answered with an empty object. */
  private void quota(
      Context context, Caller caller, Service service, Function<Quota, Object> wire) {
    caller.require(Permission.READ_USAGE);
    Subscription sim = sims.find(context, caller);
    Object found =
        quotas.of(caller.scope(), sim.id()).stream()
            .filter(quota -> quota.service() == service)
            .findFirst()
            .map(wire)
            .orElse(Map.of());
    Answer.json(context, 200, found);
  }
}
