// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook does, and when it is left alone: after several failures in a row nothing is sent
 * but one request from time to time. Of one thread.
 */
final class Health {

  private static final int IN_A_ROW = 5;
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private int inARow;
  private int failures;
  private @Nullable Instant failingSince;
  private @Nullable Instant tryAt;
  private @Nullable String problem;

  Health(Served served) {
    failures = served.failures();
    failingSince = served.failingSince().orElse(null);
    tryAt = served.tryAt().orElse(null);
    problem = served.webhook().standing().problem().orElse(null);
  }

  /** Whether nothing but single tries are sent. */
  boolean resting() {
    return failures > 0;
  }

  boolean mayTry(Instant now) {
    return tryAt == null || !now.isBefore(tryAt);
  }

  /** Answers whether it had been left alone. */
  boolean worked() {
    boolean rested = resting();
    forget();
    return rested;
  }

  /**
   * Answers whether it is left alone from now on.
   *
   * @param alone whether one failure is enough
   */
  boolean failed(Attempt attempt, Patience patience, boolean alone, Instant now) {
    if (failingSince == null) {
      failingSince = now;
    }
    problem = attempt.problem().orElse("");
    inARow++;
    if (!alone && inARow < IN_A_ROW && !resting()) {
      return false;
    }
    if (resting() && !mayTry(now)) {
      return true; // one of several that were under way
    }
    failures++;
    Duration first = patience.delayAfter(1);
    Duration most =
        first.compareTo(LONGEST_REST) > 0 || alone ? patience.delayAfter(1000) : LONGEST_REST;
    Duration delay = patience.delayAfter(failures);
    tryAt =
        Backoff.next(
            delay.compareTo(most) < 0 ? delay : most,
            attempt,
            ThreadLocalRandom.current().nextDouble(),
            now);
    return true;
  }

  boolean failingFor(Duration time, Instant now) {
    return failingSince != null && !now.isBefore(failingSince.plus(time));
  }

  void forget() {
    inARow = 0;
    failures = 0;
    failingSince = null;
    tryAt = null;
    problem = null;
  }

  int failures() {
    return failures;
  }

  boolean waits() {
    return tryAt != null;
  }

  Webhook.Standing standing(Optional<Instant> deliveredAt) {
    return new Webhook.Standing(
        0,
        deliveredAt,
        Optional.ofNullable(failingSince),
        Optional.ofNullable(tryAt),
        Optional.ofNullable(problem));
  }
}
