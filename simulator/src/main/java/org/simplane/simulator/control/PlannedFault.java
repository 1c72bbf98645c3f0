// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.time.Duration;
import java.util.Optional;

/**
 * A fault to come.
 *
 * @param times how many requests it takes
 * @param path takes only requests whose path contains this; empty: any request but log-ins
 * @param delay {@code THROTTLED}: what the answer asks for; {@code SLOW}, {@code TIMEOUT_...}: the
 *     silence before the answer, or before the connection is dropped; {@code HANG}, {@code
 *     HALF_ANSWER}: until the connection is dropped, zero for never; {@code FEW_CALLS_LEFT}: until
 *     the calls are counted anew; {@code REFUSE_CONNECTION}: when the port opens again, zero for
 *     never
 */
public record PlannedFault(Fault fault, int times, Optional<String> path, Duration delay) {

  public PlannedFault {
    if (times < 1 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "A fault comes at least once, and its delay is not negative");
    }
  }

  /**
   * The next {@code times} requests, with the delay that suits a test: none, a second for what is
   * told in seconds, a moment for what would hang.
   */
  public static PlannedFault next(Fault fault, int times) {
    return new PlannedFault(fault, times, Optional.empty(), delay(fault));
  }

  private static Duration delay(Fault fault) {
    return switch (fault) {
      case THROTTLED, FEW_CALLS_LEFT -> Duration.ofSeconds(1);
      case HANG, HALF_ANSWER -> Duration.ofMillis(50);
      case REFUSE_CONNECTION,
          TIMEOUT_BEFORE_EFFECT,
          TIMEOUT_AFTER_EFFECT,
          SLOW,
          SERVER_ERROR,
          BROKEN_BODY,
          EXPIRED_TOKEN,
          UNKNOWN_STATE_WORD,
          EXTRA_FIELD ->
          Duration.ZERO;
    };
  }

  boolean takes(Request request, boolean logIn) {
    return path.map(request.path()::contains).orElse(!logIn);
  }

  PlannedFault once() {
    return new PlannedFault(fault, 1, path, delay);
  }
}
