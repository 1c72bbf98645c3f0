// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.time.Instant;

/** When to try again. */
final class Backoff {

  private Backoff() {}

  /**
   * The delay and up to a tenth of it, so that not all come back at once; later where the receiver
   * asked for it.
   *
   * @param chance from 0 to 1
   */
  static Instant next(Duration delay, Attempt attempt, double chance, Instant now) {
    Duration wait = delay.plusMillis((long) (delay.toMillis() * chance / 10));
    Duration asked = attempt.retryAfter().orElse(Duration.ZERO);
    return now.plus(asked.compareTo(wait) > 0 ? asked : wait);
  }
}
