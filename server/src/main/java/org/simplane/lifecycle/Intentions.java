// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes beside a subscription's status which one is intended. */
final class Intentions {

  private static final Logger LOG = LoggerFactory.getLogger(Intentions.class);
  private static final int BATCH = 1_000;

  /** How many times as long as a batch takes nothing is noted after it. */
  private static final int RESTS = 3;

  private final Database database;
  private final Subscriptions subscriptions;
  private final Clock clock;

  Intentions(Database database, Subscriptions subscriptions, Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /** The subscriptions are locked. */
  void note(Transaction transaction, Map<Long, Status> intended, Optional<String> reason) {
    Map<Optional<Status>, List<Long>> byStatus = new HashMap<>();
    intended.forEach((id, status) ->
        byStatus.computeIfAbsent(Optional.of(status), _ -> new ArrayList<>()).add(id));
    note(transaction, byStatus, reason, clock.instant());
  }

  /**
   * Of a large job: by and by, beginning with what the workers come to last, and resting longer
   * than it writes: many are done before anybody looks. What the workers have done by then is
   * passed over. A node that dies meanwhile leaves the rest without a note, and nothing else amiss.
   */
  void noteLater(Map<Long, Status> intended, Optional<String> reason) {
    Instant asked = clock.instant();
    List<Long> ids = List.copyOf(intended.keySet()).reversed();
    Thread.ofVirtual()
        .name("intentions")
        .start(() -> {
          try {
            for (int from = 0; from < ids.size(); from += BATCH) {
              List<Long> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
              long begun = System.nanoTime();
              database.useTransaction(transaction -> {
                List<Long> notAskedAgain =
                    ChangeStore.lockForWork(transaction, batch).values().stream()
                        .filter(present -> isBefore(present.standing(), asked))
                        .map(Present::id)
                        .toList();
                note(transaction, open(transaction, notAskedAgain, false), reason, asked);
              });
              LockSupport.parkNanos(RESTS * (System.nanoTime() - begun));
            }
          } catch (RuntimeException e) {
            LOG.warn("What is intended of {} subscriptions is not noted", ids.size(), e);
          }
        });
  }

  private static boolean isBefore(Standing standing, Instant asked) {
    return standing.requestedAt().map(at -> !at.isAfter(asked)).orElse(true);
  }

  /** After items were called off: what the last of those that are left asks for. */
  void noteWhatIsLeft(Transaction transaction, Collection<Long> ids) {
    note(transaction, open(transaction, ids, true), Optional.empty(), clock.instant());
  }

  private Map<Optional<Status>, List<Long>> open(
      Transaction transaction, Collection<Long> ids, boolean none) {
    Map<Long, List<ChangeStore.Open>> open = ChangeStore.open(transaction.handle(), ids);
    Map<Optional<Status>, List<Long>> byStatus = new HashMap<>();
    for (long id : new TreeSet<>(ids)) {
      Optional<Status> status = Recorder.intended(open.getOrDefault(id, List.of()));
      if (none || status.isPresent()) {
        byStatus.computeIfAbsent(status, _ -> new ArrayList<>()).add(id);
      }
    }
    return byStatus;
  }

  private void note(
      Transaction transaction,
      Map<Optional<Status>, List<Long>> byStatus,
      Optional<String> reason,
      Instant asked) {
    byStatus.forEach(
        (status, ids) -> subscriptions.intend(transaction, ids, status, reason, asked));
  }
}
