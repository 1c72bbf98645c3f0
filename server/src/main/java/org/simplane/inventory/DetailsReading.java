// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.Transaction;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;

/** Brings what an operator tells beside identifiers and status into the store. */
final class DetailsReading {

  private final Transaction transaction;
  private final ReadDepth depth;
  private final Duration confirmAfter;
  private final Instant asOf;
  private final Map<Long, Subscription> subscriptions = new TreeMap<>();
  private final Map<Long, Sim> read = new TreeMap<>();
  private final List<SyncReport.DetailsChange> changes = new ArrayList<>();

  DetailsReading(Transaction transaction, ReadDepth depth, Duration confirmAfter, Instant asOf) {
    this.transaction = transaction;
    this.depth = depth;
    this.confirmAfter = confirmAfter;
    this.asOf = asOf;
  }

  /** The subscription is locked, or new. */
  void add(Subscription subscription, Sim sim) {
    subscriptions.put(subscription.id(), subscription);
    read.put(subscription.id(), sim);
  }

  /** What of known details is not as it was. */
  List<SyncReport.DetailsChange> keep(Collection<Subscription> changed) {
    switch (depth) {
      case ReadDepth.Whole() -> keep(Optional.empty());
      case ReadDepth.Single(Instant again) -> keep(Optional.of(again));
      case ReadDepth.Listed(boolean ofChanges) -> note(changed, ofChanges);
    }
    return changes;
  }

  private void keep(Optional<Instant> readAt) {
    // A list whose operator tells nothing leaves no row; one that was read by itself is read.
    if (readAt.isEmpty()) {
      read.values().removeIf(sim -> sim.details().equals(Details.NONE));
    }
    if (read.isEmpty()) {
      return;
    }
    Map<Long, DetailsStore.Stored> before = DetailsStore.stored(transaction, read.keySet());
    List<DetailsStore.Written> written = new ArrayList<>();
    List<Long> confirmed = new ArrayList<>();
    read.forEach((id, sim) -> {
      DetailsStore.Stored stored = before.get(id);
      Details details = sim.details();
      if (stored == null || stored.details().isEmpty()) {
        written.add(row(id, details, readAt));
        return;
      }
      if (stored.asOf().filter(at -> at.isAfter(asOf)).isPresent()) {
        return;
      }
      Details was = stored.details().get();
      if (was.equals(details) || was.equals(DetailsJson.details(DetailsJson.of(details)))) {
        boolean old = stored.asOf().map(at -> at.plus(confirmAfter).isBefore(asOf)).orElse(true);
        if (old || !stored.readAt().equals(readAt)) {
          confirmed.add(id);
        }
      } else {
        written.add(row(id, details, readAt));
        changes.add(new SyncReport.DetailsChange(subscription(id), was, details));
      }
    });
    DetailsStore.write(transaction, written, before);
    DetailsStore.confirm(transaction, confirmed, asOf, readAt);
  }

  /** Single values that an operator has changed. */
  static void change(
      Transaction transaction, List<ValueChange.ToCharacteristic> changes, Instant now) {
    if (changes.isEmpty()) {
      return;
    }
    Map<Long, Details> after = new TreeMap<>();
    changes.forEach(change -> after.put(change.subscription(), Details.NONE));
    Map<Long, DetailsStore.Stored> before = DetailsStore.stored(transaction, after.keySet());
    before.forEach((id, stored) -> after.put(id, stored.details().orElse(Details.NONE)));
    changes.forEach(change ->
        after.computeIfPresent(
            change.subscription(),
            (_, details) -> KeptDetails.with(details, change.characteristic())));
    List<DetailsStore.Written> written = new ArrayList<>();
    for (Subscription s : WriteStore.lockForWork(transaction, after.keySet())) {
      Details details = after.getOrDefault(s.id(), Details.NONE);
      DetailsStore.Stored stored = before.get(s.id());
      written.add(
          new DetailsStore.Written(
              s.id(),
              s.organisation(),
              s.account(),
              details,
              DetailFacts.hashes(details),
              now,
              stored == null ? Optional.empty() : stored.readAt()));
    }
    DetailsStore.write(transaction, written, before);
  }

  private DetailsStore.Written row(long id, Details details, Optional<Instant> readAt) {
    Subscription subscription = subscription(id);
    return new DetailsStore.Written(
        id,
        subscription.organisation(),
        subscription.account(),
        details,
        DetailFacts.hashes(details),
        asOf,
        readAt);
  }

  /** New ones are to be read, and those of which the list shows that they are not as they were. */
  private void note(Collection<Subscription> changed, boolean ofChanges) {
    if (read.isEmpty()) {
      return;
    }
    Map<Long, DetailsStore.Stored> before = DetailsStore.stored(transaction, read.keySet());
    List<Long> fresh = new ArrayList<>();
    List<Long> again = new ArrayList<>(changed.stream().map(Subscription::id).toList());
    long account = 0;
    for (Map.Entry<Long, Sim> entry : read.entrySet()) {
      long id = entry.getKey();
      account = subscription(id).account();
      DetailsStore.Stored stored = before.get(id);
      if (stored == null || stored.readAt().isEmpty()) {
        fresh.add(id);
      } else if (stored.details().isPresent()
          && (ofChanges || differs(stored.details().get(), entry.getValue().details()))) {
        again.add(id);
      }
    }
    again.removeAll(fresh);
    DetailsStore.enqueue(transaction, account, fresh);
    DetailsStore.readAt(transaction, again, asOf, true);
  }

  /** Whether a list tells something that is not known so. */
  private static boolean differs(Details known, Details listed) {
    Map<String, List<String>> facts = DetailFacts.of(known);
    return DetailFacts.of(listed).entrySet().stream()
        .anyMatch(
            fact -> !facts.getOrDefault(fact.getKey(), List.of()).containsAll(fact.getValue()));
  }

  private Subscription subscription(long id) {
    Subscription subscription = subscriptions.get(id);
    if (subscription == null) {
      throw new IllegalStateException("Subscription " + id + " was not read");
    }
    return subscription;
  }
}
