// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.simplane.Failure;
import org.simplane.FailureException;

/** Counts requests by address, five minutes at a time; each node counts for itself. */
final class IpBrake {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_ADDRESSES = 100_000;

  private record Window(Instant end, AtomicInteger requests) {}

  private final int most;
  private final Clock clock;
  private final Cache<String, Window> windows =
      Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterWrite(WINDOW).build();

  /**
   * @param most requests of one address in five minutes; 0: no limit
   */
  IpBrake(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  void check(Context context) {
    if (most == 0) {
      return;
    }
    Instant now = clock.instant();
    Window window =
        windows
            .asMap()
            .compute(
                context.ip(),
                (_, known) ->
                    known == null || !known.end().isAfter(now)
                        ? new Window(now.plus(WINDOW), new AtomicInteger())
                        : known);
    if (window.requests().incrementAndGet() > most) {
      throw new FailureException(new Failure.Throttled(Duration.between(now, window.end())));
    }
  }
}
