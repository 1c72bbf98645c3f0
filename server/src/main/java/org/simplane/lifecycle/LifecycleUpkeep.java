// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.simplane.job.Jobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recurs: ends phases whose time is up, and deletes jobs that are kept no longer. Several
 * nodes do no harm to each other.
 */
public final class LifecycleUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleUpkeep.class);

  private final Rules rules;
  private final Jobs jobs;
  private final Clock clock;
  private final Duration every;
  private final Period keepJobs;
  private final Thread thread = Thread.ofVirtual().name("lifecycle-upkeep").unstarted(this::run);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param every how often there is a look
   * @param keepJobs how long a job is kept after its end; a year by default
   */
  public LifecycleUpkeep(Rules rules, Jobs jobs, Clock clock, Duration every, Period keepJobs) {
    this.rules = rules;
    this.jobs = jobs;
    this.clock = clock;
    this.every = every;
    this.keepJobs = keepJobs;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        if (stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        rules.followClock();
        Instant limit = clock.instant().atOffset(ZoneOffset.UTC).minus(keepJobs).toInstant();
        while (stopped.getCount() > 0 && jobs.deleteFinishedBefore(limit) > 0) {
          // some thousands at a time, so that no transaction is long
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The lifecycle's upkeep will be tried again", e);
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
