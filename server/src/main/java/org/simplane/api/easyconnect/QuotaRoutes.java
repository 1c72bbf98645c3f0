// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Service;
import org.simplane.usage.Quotas;

/** {@code GET /v1/sims/{iccid}/quota/data} and {@code quota/sms}. */
final class QuotaRoutes {

  private final SimRoutes sims;
  private final Quotas quotas;

  QuotaRoutes(SimRoutes sims, Quotas quotas) {
    this.sims = sims;
    this.quotas = quotas;
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
}
