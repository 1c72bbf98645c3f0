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

/** {@code GET .../sims/{iccid}/status} of both versions. */
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

  void status(Context context, Caller caller) {
    Subscription sim = sim(context, caller);
    Answer.json(context, 200, StatusWire.of(sim, presence(caller, sim), clock.instant()));
  }

  void statusOfV2(Context context, Caller caller) {
    Subscription sim = sim(context, caller);
    Answer.json(context, 200, V2StatusWire.of(sim, presence(caller, sim)));
  }

  private Subscription sim(Context context, Caller caller) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    return sims.find(context, caller);
  }

  /** What no operator tells is not made up. */
  private Presence presence(Caller caller, Subscription sim) {
    return presences
        .recent(caller, sim, AGE)
        .orElseThrow(() ->
            new FailureException(
                new Failure.NotSupported(
                    "The network of this SIM does not tell whether it is online")));
  }
}
