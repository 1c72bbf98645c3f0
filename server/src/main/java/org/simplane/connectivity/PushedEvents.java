// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.List;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.account.PushListener;
import org.simplane.operator.OperatorEvent;

/** Takes the network events that operators push. */
public final class PushedEvents implements PushListener {

  private final NetworkEvents events;

  public PushedEvents(NetworkEvents events) {
    this.events = events;
  }

  /** An event that is told again is known by its id and time. */
  @Override
  public void told(Caller caller, List<Told> told) {
    var _ = events.take(caller, told.stream().flatMap(one -> event(one).stream()).toList());
  }

  private static Optional<NewEvent> event(Told told) {
    return switch (told.event()) {
      case OperatorEvent.NetworkEvent event ->
          Optional.of(
              new NewEvent(
                  told.account() + "/" + event.id(),
                  event.at(),
                  told.subscription(),
                  told.organisation(),
                  event.kind(),
                  event.network(),
                  event.rat(),
                  event.imei(),
                  event.detail()));
      case OperatorEvent.MessageReceived _,
          OperatorEvent.DeliveryReport _,
          OperatorEvent.UsageRecord _,
          OperatorEvent.StatusChanged _,
          OperatorEvent.QuotaChanged _,
          OperatorEvent.Unrecognised _ ->
          Optional.empty();
    };
  }
}
