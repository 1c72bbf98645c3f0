// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.Standing;
import org.simplane.inventory.StandingChange;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.ValueChange;
import org.simplane.job.Claim;
import org.simplane.job.ItemResult;
import org.simplane.job.ItemState;
import org.simplane.job.WorkItem;
import org.simplane.job.WorkQueue;
import org.simplane.notification.Outbox;
import org.simplane.operator.Status;

/**
 * Writes down what became of a batch of items: status, audit, outbox and job in one transaction, a
 * few statements however many.
 */
final class Recorder {

  private final Database database;
  private final Subscriptions subscriptions;
  private final WorkQueue queue;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;

  Recorder(
      Database database,
      Subscriptions subscriptions,
      WorkQueue queue,
      Audit audit,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.queue = queue;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  void record(Claim claim, List<Finding> findings) {
    if (!findings.isEmpty()) {
      database.useTransaction(transaction -> record(transaction, claim, findings));
    }
  }

  private void record(Transaction transaction, Claim claim, List<Finding> all) {
    // The order in which everybody locks: subscriptions, items, jobs.
    Map<Long, Present> presents =
        ChangeStore.withCharacteristics(
            transaction.handle(),
            ChangeStore.lockForWork(
                transaction, all.stream().map(finding -> finding.item().subscription()).toList()),
            all.stream()
                .anyMatch(
                    finding -> finding.item().kind().equals(Wish.Kind.CHARACTERISTIC.text())));
    Set<Long> held = new HashSet<>(queue.stillHeld(transaction, claim));
    List<Finding> findings =
        all.stream().filter(finding -> held.contains(finding.item().id())).toList();
    Map<Long, List<ChangeStore.Open>> open =
        ChangeStore.open(transaction.handle(), presents.keySet());
    Batch batch = new Batch(clock.instant(), open);
    for (Finding finding : findings) {
      // A subscription deleted meanwhile takes its items' meaning with it.
      batch.add(finding, Optional.ofNullable(presents.get(finding.item().subscription())));
    }
    if (!batch.standings.isEmpty()) {
      subscriptions.applyStandings(transaction, batch.standings);
    }
    if (!batch.values.isEmpty()) {
      subscriptions.applyValues(transaction, batch.values);
    }
    batch.changelog.write(transaction, audit, outbox);
    // Last, since all batches of one job wait for each other from here on.
    Changelog ends = new Changelog();
    queue.record(transaction, claim, batch.results).forEach(ends::over);
    ends.write(transaction, audit, outbox);
  }

  static ValueChange valueChange(long subscription, Wish wish) {
    return switch (wish) {
      case Wish.ToLabel(String label) ->
          new ValueChange.ToLabel(
              subscription, label.isEmpty() ? Optional.empty() : Optional.of(label));
      // Which device it is comes with its next report.
      case Wish.ToImeiLock(boolean locked) ->
          new ValueChange.ToImeiLock(subscription, locked, Optional.empty());
      case Wish.ToCharacteristic(var characteristic) ->
          new ValueChange.ToCharacteristic(subscription, characteristic);
      case Wish.ToStatus _, Wish.ToReset _ ->
          throw new IllegalArgumentException("No value: " + wish);
    };
  }

  /** The status that the last of what is open asks for. */
  static Optional<Status> intended(List<ChangeStore.Open> open) {
    for (ChangeStore.Open last : open.reversed()) {
      if (last.wish() instanceof Wish.ToStatus(var target)) {
        return Optional.of(target.status());
      }
    }
    return Optional.empty();
  }

  /** Collects what is to be written. */
  private static final class Batch {

    private final Instant now;
    private final Map<Long, List<ChangeStore.Open>> open;
    private final List<ItemResult> results = new ArrayList<>();
    private final List<StandingChange> standings = new ArrayList<>();
    private final List<ValueChange> values = new ArrayList<>();
    private final Changelog changelog = new Changelog();

    private Batch(Instant now, Map<Long, List<ChangeStore.Open>> open) {
      this.now = now;
      this.open = open;
    }

    private void add(Finding finding, Optional<Present> present) {
      WorkItem item = finding.item();
      results.add(result(finding));
      present.ifPresent(subscription -> {
        switch (finding) {
          case Finding.Reached reached -> reached(reached, subscription);
          case Finding.Failed(_, Wish wish, String code, String error) -> {
            changelog.failed(subscription, wish, code, error, item.job());
            if (wish instanceof Wish.ToStatus) {
              stays(item, subscription);
            }
          }
          case Finding.SendAgain _, Finding.Waiting _, Finding.Doubtful _ -> {}
        }
      });
    }

    private void reached(Finding.Reached reached, Present present) {
      WorkItem item = reached.item();
      if (reached.wish() instanceof Wish.ToReset) {
        changelog.reset(item.requested(), present, item.reason(), item.job());
        return;
      }
      Values before = present.values();
      if (!before
          .text(reached.wish().kind())
          .equals(reached.values().text(reached.wish().kind()))) {
        changelog.changed(
            item.requested(),
            present,
            before,
            reached.values(),
            reached.wish().kind(),
            item.reason(),
            Optional.of(item.job()));
      }
      if (reached.wish() instanceof Wish.ToStatus) {
        Standing standing = present.standing();
        Standing arrived =
            before.statusTarget().equals(reached.values().statusTarget())
                ? standing
                : standing.reached(
                    reached.values().status(),
                    reached.word().orElse(standing.operatorStatus()),
                    reached.values().phase(),
                    now);
        standings.add(
            new StandingChange(
                present.id(), with(arrived, left(item), item.reason().or(arrived::reason)), now));
      } else {
        values.add(valueChange(present.id(), reached.wish()));
      }
    }

    /** The status stays; only what is intended changes. */
    private void stays(WorkItem item, Present present) {
      Standing standing = present.standing();
      Optional<Status> left = left(item);
      if (!Objects.equals(left, standing.intended())) {
        standings.add(
            new StandingChange(
                present.id(), with(standing, left, standing.reason()), present.asOf()));
      }
    }

    private Optional<Status> left(WorkItem item) {
      return intended(
          open.getOrDefault(item.subscription(), List.of()).stream()
              .filter(other -> other.item() != item.id())
              .toList());
    }

    private static Standing with(
        Standing standing, Optional<Status> intended, Optional<String> reason) {
      return new Standing(
          standing.status(),
          standing.operatorStatus(),
          standing.phase(),
          intended,
          reason,
          standing.requestedAt(),
          standing.changedAt(),
          standing.activatedAt(),
          standing.endsAt());
    }

    private ItemResult result(Finding finding) {
      WorkItem item = finding.item();
      return switch (finding) {
        case Finding.Reached _ -> over(item, ItemState.DONE, null, null);
        case Finding.Failed(_, _, String code, String error) ->
            over(item, ItemState.FAILED, code, error);
        case Finding.SendAgain(_, Instant at, int attempts, boolean resent, String why) ->
            new ItemResult(
                item.id(), ItemState.QUEUED, at, attempts, 0, null, resent, null, null, why);
        case Finding.Waiting(_, Instant at, String request) ->
            new ItemResult(
                item.id(),
                ItemState.WAITING,
                at,
                item.attempts(),
                item.checks(),
                null,
                item.resent(),
                request,
                null,
                null);
        case Finding.Doubtful(_, Instant at, Optional<String> seen, String why) ->
            new ItemResult(
                item.id(),
                ItemState.DOUBTFUL,
                at,
                item.attempts(),
                item.checks(),
                seen.orElse(null),
                item.resent(),
                item.operatorRequest().orElse(null),
                null,
                why);
      };
    }

    private ItemResult over(
        WorkItem item, ItemState state, @Nullable String code, @Nullable String error) {
      return new ItemResult(
          item.id(),
          state,
          now,
          item.attempts(),
          item.checks(),
          null,
          item.resent(),
          null,
          code,
          error);
    }
  }
}
