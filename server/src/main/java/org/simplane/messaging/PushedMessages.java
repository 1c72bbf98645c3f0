// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.util.List;
import org.simplane.Caller;
import org.simplane.account.PushListener;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.OperatorEvent.DeliveryReport;
import org.simplane.operator.OperatorEvent.MessageReceived;

/** Takes the messages of devices and the delivery reports that operators push. */
public final class PushedMessages implements PushListener {

  private final Messages messages;
  private final Subscriptions subscriptions;

  public PushedMessages(Messages messages, Subscriptions subscriptions) {
    this.messages = messages;
    this.subscriptions = subscriptions;
  }

  /** Each counts once, however often told. */
  @Override
  public void told(Caller caller, List<Told> events) {
    for (Told told : events) {
      if (told.event() instanceof MessageReceived received) {
        subscriptions
            .find(caller.scope(), told.subscription())
            .ifPresent(sim -> messages.received(sim, List.of(received.message())));
      } else if (told.event() instanceof DeliveryReport report) {
        var _ = messages.reported(told.account(), report.messageId(), report.state());
      }
    }
  }
}
