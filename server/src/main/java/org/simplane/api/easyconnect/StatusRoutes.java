// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Subscription;

/** {@code GET /v1/sims/{iccid}/status}. */
final class StatusRoutes {

  /** Another operator is not asked again before. */
  private static final Duration AGE = Duration.ofSeconds(10);

  private final SimRoutes sims;
  private final Presences presences;
  private final Clock clock;

  StatusRoutes(SimRoutes sims, Presences presences, Clock clock) {
    this.sims = sims;
    this.presences = presences;
    this.clock = clock;
  }

  /** What no operator tells is not made up. */
  void status(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Subscription sim = sims.find(context, caller);
    Presence presence =
        presences
            .recent(caller, sim, AGE)
            .orElseThrow(() ->
                new FailureException(
                    new Failure.NotSupported(
                        "The network of this SIM does not tell whether it is online")));
    Answer.json(context, 200, StatusWire.of(sim, presence, clock.instant()));
  }
}
