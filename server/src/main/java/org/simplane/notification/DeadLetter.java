// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.Optional;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * An event that a webhook did not take: it waits for another try, or is dead.
 *
 * @param diedAt empty while it waits
 * @param status of the last answer
 */
public record DeadLetter(
    long id,
    StoredEvent event,
    int attempts,
    Instant nextAt,
    Instant giveUpAt,
    Optional<Instant> diedAt,
    Optional<Integer> status,
    Optional<String> problem) {

  static DeadLetter fresh(StoredEvent event, Instant giveUpAt, Instant now) {
    return new DeadLetter(
        0, event, 0, now, giveUpAt, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** After one more try that failed: it waits, the last time until it is given up, or is dead. */
  DeadLetter tried(Attempt attempt, Patience patience, double chance, Instant now) {
    boolean over = !now.isBefore(giveUpAt);
    Instant next = Backoff.next(patience.delayAfter(attempts + 1), attempt, chance, now);
    return new DeadLetter(
        id,
        event,
        attempts + 1,
        next.isBefore(giveUpAt) ? next : giveUpAt,
        giveUpAt,
        over ? Optional.of(now) : Optional.empty(),
        attempt.status(),
        attempt.problem());
  }

  DeadLetter dead(Instant now, Optional<String> why) {
    return new DeadLetter(
        id,
        event,
        attempts,
        nextAt,
        giveUpAt,
        Optional.of(now),
        status,
        problem.isPresent() ? problem : why);
  }
}
