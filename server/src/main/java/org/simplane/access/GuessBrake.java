// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Slows the guessing of a user's password: five tries are free, then each further one waits twice
 * as long as the last, up to a minute. Held in memory (10,000 names at most, forgotten after an
 * hour's rest), so each node counts for itself: n nodes allow n times the guesses, and a flood of
 * made-up names fills no table. Names that do not exist are slowed alike, which tells nobody who
 * exists. Clients are not slowed: their secrets have 256 bits, and a stranger's guesses must not
 * keep a fleet's software out.
 */
final class GuessBrake {

  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private record Failures(int count, Instant until) {}

  private final Clock clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(1)).build();

  GuessBrake(Clock clock) {
    this.clock = clock;
  }

  /**
   * Throws {@link Failure.Throttled} while the name has to wait; the password is then not even
   * looked at.
   */
  void check(String name) {
    Failures failed = failures.getIfPresent(name);
    if (failed != null && clock.instant().isBefore(failed.until())) {
      throw new FailureException(
          new Failure.Throttled(Duration.between(clock.instant(), failed.until())));
    }
  }

  void failed(String name) {
    failures
        .asMap()
        .compute(
            name,
            (_, earlier) -> {
              int count = earlier == null ? 1 : earlier.count() + 1;
              return new Failures(count, clock.instant().plus(pause(count)));
            });
  }

  void succeeded(String name) {
    failures.invalidate(name);
  }

  private static Duration pause(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(count - FREE, 6);
    return seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
  }
}
