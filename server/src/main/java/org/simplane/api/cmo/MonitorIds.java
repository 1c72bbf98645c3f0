// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.job.Job;
import org.simplane.job.Jobs;

/** Makes the ids of monitors, each once over all nodes: what was asked about, and when. */
final class MonitorIds {

  /** Before the time, where no single product was asked about. */
  static final String TASK = "TASK";

  /** So many nodes meet in one millisecond at most. */
  private static final int TRIES = 10;

  private final Jobs jobs;
  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  MonitorIds(Jobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /** A job and the id that leads to it. */
  record Monitored(String id, Job job) {}

  /**
   * Begins a job under an id {@code {start}-{epoch milliseconds}}; with a later one where another
   * node was first.
   *
   * @param request begins the job with that reference, or fails with {@code Conflict} and leaves
   *     nothing behind
   */
  Monitored begin(String start, Function<String, Job> request) {
    for (int tries = 1; true; tries++) {
      String id = start + "-" + last.updateAndGet(before -> Math.max(before + 1, clock.millis()));
      try {
        return new Monitored(id, request.apply(id));
      } catch (FailureException e) {
        if (!(e.failure() instanceof Failure.Conflict)
            || tries == TRIES
            || !jobs.isTaken(Cmo.DIALECT, id)) {
          throw e;
        }
      }
    }
  }
}
