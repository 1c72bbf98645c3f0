// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many requests took. Not safe for use by several threads. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;
  private Duration duration = Duration.ZERO;

  void add(long nanosTaken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = nanosTaken;
  }

  void add(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  /** These, known to have been gathered over {@code wall}. */
  Latencies over(Duration wall) {
    duration = wall;
    return this;
  }

  double perSecond() {
    return count / (duration.toNanos() / 1e9);
  }

  /** The time within which {@code share} of the requests were answered, in milliseconds. */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, (int) (count * share))] / 1e6;
  }
}
