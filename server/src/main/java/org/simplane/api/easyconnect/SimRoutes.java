// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.List;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Iccid;

/** {@code GET /v1/sims} and {@code GET /v1/sims/{iccid}}. */
final class SimRoutes {

  private final Subscriptions subscriptions;

  SimRoutes(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  void list(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Paging paging = Paging.of(context);
    SubscriptionPage page = subscriptions.page(caller.scope(), SimSearch.of(context, paging));
    paging.describe(context, page.total().count());
    // One without an ICCID may have come in just after there were none.
    List<SimWire> sims =
        page.subscriptions().stream()
            .filter(subscription -> subscription.kind() == Subscription.Kind.SIM)
            .map(SimWire::of)
            .toList();
    Answer.json(context, 200, sims);
  }

  void single(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Answer.json(context, 200, SimWire.single(find(context, caller)));
  }

  /** The SIM of the path, with or without check digit. */
  Subscription find(Context context, Caller caller) {
    String text = context.pathParam("iccid");
    Iccid iccid;
    try {
      iccid = Iccid.of(text);
    } catch (IllegalArgumentException notAnIccid) {
      throw unknown(text); // what is no ICCID is no SIM either
    }
    return subscriptions.find(caller.scope(), iccid).orElseThrow(() -> unknown(text));
  }

  static FailureException unknown(String iccid) {
    return new FailureException(new Failure.NotFound("SIM", iccid));
  }
}
