// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * How fast an account may be asked: {@code callsPerSecond} on average, {@code inFlight} at once.
 * Zero means no limit.
 */
public record Pace(double callsPerSecond, int inFlight) {

  public static final Pace UNLIMITED = new Pace(0, 0);

  public Pace {
    if (callsPerSecond < 0 || inFlight < 0) {
      throw new IllegalArgumentException(
          "A pace is not negative: " + callsPerSecond + " calls/s, " + inFlight + " in flight");
    }
  }
}
