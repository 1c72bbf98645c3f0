// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.List;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.account.PushListener;

/** Takes the network events that operators push. */
public final class PushedEvents implements PushListener {

  private final NetworkEvents events;

  public PushedEvents(NetworkEvents events) {
    this.events = events;
  }

  /** An event that is told again, pushed or asked for, is known by its id and time. */
  @Override
  public void told(Caller caller, List<Told> told) {
    var _ = events.take(caller, told.stream().flatMap(one -> event(one).stream()).toList());
  }

  private static Optional<NewEvent> event(Told told) {
    return OperatorEvents.of(
        new OperatorEvents.Whose(told.account(), told.subscription(), told.organisation()),
        told.event());
  }
}
