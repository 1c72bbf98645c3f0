// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Takes subscriptions from one organisation to another. */
final class Moving {

  private Moving() {}

  /** The rows are locked. */
  static List<Subscription> move(
      Transaction transaction,
      Caller caller,
      Trail trail,
      List<SubscriptionListener> listeners,
      List<Subscription> before,
      long organisation,
      Instant now) {
    if (before.isEmpty()) {
      return List.of();
    }
    OwnerStore.moving(
        transaction, before.stream().map(Subscription::id).toList(), organisation, now);
    DetailsStore.move(transaction, before.stream().map(Subscription::id).toList(), organisation);
    WriteStore.move(transaction, before, organisation, now);
    Map<Long, Subscription> was =
        before.stream().collect(Collectors.toMap(Subscription::id, Function.identity()));
    List<Subscription> after =
        SubscriptionStore.findAll(Scope.of(organisation), transaction.handle(), was.keySet());
    trail.moved(
        transaction,
        caller,
        after.stream().map(s -> new SyncReport.Changed(was.getOrDefault(s.id(), s), s)).toList());
    listeners.forEach(listener -> listener.moved(transaction, after));
    return after;
  }
}
