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
 *     silence before the answer, or before the connection is dropped; {@code REFUSE_CONNECTION}:
 *     when the port opens again, zero for never
 */
public record PlannedFault(Fault fault, int times, Optional<String> path, Duration delay) {

  public PlannedFault {
    if (times < 1 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "A fault comes at least once, and its delay is not negative");
    }
  }

  /**
   * The next {@code times} requests, with the delay that suits a test: none, or a second for 429.
   */
  public static PlannedFault next(Fault fault, int times) {
    Duration delay = fault == Fault.THROTTLED ? Duration.ofSeconds(1) : Duration.ZERO;
    return new PlannedFault(fault, times, Optional.empty(), delay);
  }

  boolean takes(Request request, boolean logIn) {
    return path.map(request.path()::contains).orElse(!logIn);
  }

  PlannedFault once() {
    return new PlannedFault(fault, 1, path, delay);
  }
}
