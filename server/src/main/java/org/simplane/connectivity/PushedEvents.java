// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.List;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.account.Accounts;
import org.simplane.account.PushListener;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.Telling;

/** Takes the network events that operators push. */
public final class PushedEvents implements PushListener {

  private final Accounts accounts;
  private final NetworkEvents events;

  public PushedEvents(Accounts accounts, NetworkEvents events) {
    this.accounts = accounts;
    this.events = events;
  }

  /** An event that is told again, pushed or asked for, is known by its id and time. */
  @Override
  public void told(Caller caller, List<Told> told) {
    var _ =
        events.take(
            caller,
            told.stream()
                .filter(one -> !isToldHere(one))
                .flatMap(one -> event(one).stream())
                .toList());
  }

  /**
   * A change of status that the operator is not one to tell: it had the SIM read, and what was
   * found then, or had been changed from here, is an event of our own making already.
   */
  private boolean isToldHere(Told told) {
    return told.event() instanceof OperatorEvent.StatusChanged
        && !accounts.tells(accounts.platform(told.account()), Telling.STATUS);
  }

  private static Optional<NewEvent> event(Told told) {
    return OperatorEvents.of(
        new OperatorEvents.Whose(told.account(), told.subscription(), told.organisation()),
        told.event());
  }
}
