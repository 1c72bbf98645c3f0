// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/** So many requests in any one second, and no more. */
public final class RateLimit {

  private final int perSecond;
  private final Clock clock;
  private final Deque<Instant> taken = new ArrayDeque<>();

  /** {@code perSecond} 0 is no limit. */
  public RateLimit(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Empty where there is no limit. */
  public synchronized OptionalInt left() {
    return perSecond == 0
        ? OptionalInt.empty()
        : OptionalInt.of(perSecond - taken(clock.instant()));
  }

  private int taken(Instant now) {
    Instant second = now.minus(Duration.ofSeconds(1));
    while (!taken.isEmpty() && !taken.getFirst().isAfter(second)) {
      taken.removeFirst();
    }
    return taken.size();
  }

  /** Whether one more is within the limit; it is counted then. */
  public synchronized boolean allows() {
    if (perSecond == 0) {
      return true;
    }
    Instant now = clock.instant();
    if (taken(now) >= perSecond) {
      return false;
    }
    taken.addLast(now);
    return true;
  }
}
