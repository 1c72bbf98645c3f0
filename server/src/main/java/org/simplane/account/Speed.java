// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.OptionalDouble;

/**
 * How many are done in a second, over the last minutes; what is longer ago counts for half with
 * each minute. For one thread.
 */
final class Speed {

  private static final double HALF_LIFE = 60;
  private static final double SECOND = 1e9;

  private double done;
  private double seconds;
  private long last = System.nanoTime();

  /** So many were done since the last call. */
  void add(int more) {
    long now = System.nanoTime();
    double passed = (now - last) / SECOND;
    last = now;
    double kept = Math.pow(0.5, passed / HALF_LIFE);
    done = done * kept + more;
    seconds = seconds * kept + passed;
  }

  /** Empty until something is known. */
  OptionalDouble perSecond() {
    return seconds > 0 && done > 0 ? OptionalDouble.of(done / seconds) : OptionalDouble.empty();
  }
}
