// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Status;

/** {@code GET /v1/sims/{iccid}/status}. */
final class StatusRoutes {

  private final SimRoutes sims;
  private final Presences presences;
  private final Clock clock;

  StatusRoutes(SimRoutes sims, Presences presences, Clock clock) {
    this.sims = sims;
    this.presences = presences;
    this.clock = clock;
  }

  /**
   * Of SIMs on the own network; what other operators know of theirs is not told rather than made
   * up.
   */
  void status(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Subscription sim = sims.find(context, caller);
    Presence heard =
        presences
            .find(caller.scope(), sim.id())
            .orElseThrow(() ->
                new FailureException(
                    new Failure.NotSupported(
                        "The network of this SIM does not tell whether it is online")));
    // A SIM out of service is off the network already, even if the word of it is still on its way.
    boolean inService = sim.standing().status() == Status.ACTIVE;
    Presence presence = inService ? heard : Presence.NONE;
    Answer.json(context, 200, StatusWire.of(sim, presence, clock.instant()));
  }
}
