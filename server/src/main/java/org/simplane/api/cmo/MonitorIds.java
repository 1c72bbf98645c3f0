// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of monitors: what was asked about, and when. Each is given out once by a node; two
 * nodes would have to meet in one millisecond on one SIM, and the second is then refused.
 */
final class MonitorIds {

  /** Before the time, where no single product was asked about. */
  static final String TASK = "TASK";

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  MonitorIds(Clock clock) {
    this.clock = clock;
  }

  /** {@code {start}-{epoch milliseconds}}. */
  String next(String start) {
    long now = clock.millis();
    return start + "-" + last.updateAndGet(before -> Math.max(before + 1, now));
  }
}
