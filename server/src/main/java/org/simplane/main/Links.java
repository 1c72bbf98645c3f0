// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.List;
import org.simplane.account.PushListener;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.PushedEvents;
import org.simplane.messaging.PushedMessages;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.network.HttpRegister;
import org.simplane.network.HttpShortMessageLink;
import org.simplane.network.SubscriberRegister;
import org.simplane.usage.PushedUsage;

/** The ways to the own network, and what operators' pushes are told to. */
final class Links {

  private Links() {}

  static SubscriberRegister register(Config config) {
    return config
        .register()
        .<SubscriberRegister>map(HttpRegister::new)
        .orElse(SubscriberRegister.NONE);
  }

  static ShortMessageLink messages(Config config) {
    return config
        .messageCentre()
        .<ShortMessageLink>map(HttpShortMessageLink::new)
        .orElse(ShortMessageLink.NONE);
  }

  /** Once these features are there. */
  static List<PushListener> pushes(Features features, NetworkEvents networkEvents) {
    return List.of(
        new PushedEvents(features.accounts, networkEvents),
        new PushedMessages(features.messages, features.subscriptions),
        new PushedUsage(
            features.accounts,
            features.subscriptions,
            features.feeds,
            features.ingest,
            features.outbox));
  }
}
