// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a failing operator alone: after some failures in a row no call goes, for a time that
 * doubles up to a minute; then a single one tries, and its success lets the others go. Safe for use
 * by many threads.
 */
final class Breaker {

  /** Failures in a row of calls that came to no answer, or to one that is the operator's fault. */
  static final int FAILURES = 5;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private int failures;
  private long openUntil;
  private @Nullable Thread trying;

  /** How long this call has to wait; zero when it may go. Every call that may go reports back. */
  synchronized Duration enter() {
    if (failures < FAILURES) {
      return Duration.ZERO;
    }
    long left = openUntil - System.nanoTime();
    if (left > 0) {
      return Duration.ofNanos(left);
    }
    if (trying != null && trying.isAlive() && !isTrying()) {
      return Duration.ofSeconds(1);
    }
    trying = Thread.currentThread();
    return Duration.ZERO;
  }

  synchronized void succeeded() {
    failures = 0;
    trying = null;
  }

  /** Of calls that were under way together when it opened, none makes the time longer. */
  synchronized void failed() {
    boolean trial = isTrying();
    if (!trial && failures >= FAILURES) {
      return;
    }
    trying = null;
    failures++;
    if (failures >= FAILURES) {
      openUntil = System.nanoTime() + rest().toNanos();
    }
  }

  /** The call did not come to be after all. */
  synchronized void left() {
    if (isTrying()) {
      trying = null;
    }
  }

  private boolean isTrying() {
    return Thread.currentThread().equals(trying);
  }

  private Duration rest() {
    Duration rest = Duration.ofSeconds(1L << Math.min(failures - FAILURES, 6));
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }

  /** How long no call goes; zero when calls may go, or one may try. */
  synchronized Duration open() {
    long left = failures < FAILURES ? 0 : openUntil - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }
}
