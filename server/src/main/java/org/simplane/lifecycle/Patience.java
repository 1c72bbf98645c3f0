// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long and how often things are tried.
 *
 * @param attempts how often what was surely not sent is tried, apart from times when the operator
 *     asked to be left alone
 * @param firstWait before the second attempt; doubles from there on
 * @param longestWait between two attempts or two looks
 * @param settle how long an operator is given to show the effect of what may have reached it,
 *     before the first look and between two that must agree
 * @param giveUp how long after it was asked for an item is over in any case
 */
public record Patience(
    int attempts, Duration firstWait, Duration longestWait, Duration settle, Duration giveUp) {

  public static final Patience USUAL =
      new Patience(
          8,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofHours(24));

  /**
   * Before attempt or look number {@code times} + 1: doubling, with up to a quarter more, so that
   * many do not come at once.
   */
  Duration wait(int times) {
    return spread(capped(firstWait, times));
  }

  Duration settle(int times) {
    return spread(capped(settle, times));
  }

  /** As long as the operator asks for, and a little, or as long as we would wait. */
  Duration wait(int times, Optional<Duration> asked) {
    return asked.map(Patience::spread).orElseGet(() -> wait(times));
  }

  private Duration capped(Duration first, int times) {
    Duration wait = first.multipliedBy(1L << Math.clamp(times - 1, 0, 20));
    return wait.compareTo(longestWait) > 0 ? longestWait : wait;
  }

  private static Duration spread(Duration wait) {
    long millis = Math.max(1, wait.toMillis());
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
