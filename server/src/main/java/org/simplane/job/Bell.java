// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Rings within this process when there is work and when a job is over, so that neither is waited
 * for longer than it takes. Other nodes find out by looking; see docs/decisions/010. One per
 * process.
 */
public final class Bell {

  private final List<Runnable> workers = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<Long, Ringing> ringing = new ConcurrentHashMap<>();

  /** Has {@code worker} run, shortly, whenever work was committed. */
  public void onWork(Runnable worker) {
    workers.add(worker);
  }

  void work() {
    workers.forEach(Runnable::run);
  }

  void jobOver(long job) {
    Ringing found = ringing.remove(job);
    if (found != null) {
      found.latch.countDown();
    }
  }

  Ear listen(long job) {
    Ringing found =
        ringing.compute(
            job,
            (_, present) -> {
              Ringing shared = present == null ? new Ringing() : present;
              shared.listeners++;
              return shared;
            });
    return new Ear(job, found);
  }

  /** One who waits for a job. */
  final class Ear implements AutoCloseable {

    private final long job;
    private final Ringing heard;

    private Ear(long job, Ringing heard) {
      this.job = job;
      this.heard = heard;
    }

    void await(long nanos) throws InterruptedException {
      if (heard.latch.await(nanos, TimeUnit.NANOSECONDS)) {
        // It has rung; who listens on, since the row is not seen as over yet, must not spin.
        Thread.sleep(1);
      }
    }

    @Override
    public void close() {
      ringing.computeIfPresent(
          job, (_, present) -> present == heard && --present.listeners == 0 ? null : present);
    }
  }

  /** Shared by all who wait for one job; counted inside the map's own lock. */
  private static final class Ringing {
    private final CountDownLatch latch = new CountDownLatch(1);
    private int listeners;
  }
}
