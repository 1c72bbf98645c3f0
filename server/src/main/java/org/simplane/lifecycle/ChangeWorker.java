// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.access.Audit;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.WorkQueue;
import org.simplane.notification.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work that change requests left in the queue: finds the accounts that have some, and has
 * a lane for each. All nodes do the same on one queue. Nothing spins: between pieces of work one
 * thread per process waits, and looks twice a second for what other nodes left.
 */
public final class ChangeWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeWorker.class);

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final WorkQueue queue;
  private final WorkConfig config;
  private final Lane.Tools tools;
  private final Semaphore wake = new Semaphore(0);
  private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
  private final Thread dispatcher =
      Thread.ofVirtual().name("change-dispatcher").unstarted(this::run);
  private volatile boolean running = true;

  public ChangeWorker(
      Database database,
      Accounts accounts,
      Subscriptions subscriptions,
      WorkQueue queue,
      Bell bell,
      Audit audit,
      Outbox outbox,
      Clock clock,
      WorkConfig config) {
    this.queue = queue;
    this.config = config;
    this.tools =
        new Lane.Tools(
            queue,
            accounts,
            new Errand(database, accounts, new Caretaker(config.patience(), clock)),
            new Recorder(database, subscriptions, queue, audit, outbox, clock),
            config);
    bell.onWork(wake::release);
  }

  public void start() {
    dispatcher.start();
  }

  private void run() {
    while (running) {
      try {
        for (long account : queue.accountsWithWork()) {
          lanes.computeIfAbsent(account, id -> new Lane(id, tools)).wake();
        }
        lanes.values().forEach(Lane::renewLeases);
        if (wake.tryAcquire(config.look().toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Work could not be looked for", e);
        rest();
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(config.look());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /**
   * Takes up nothing more, and waits for what is at the operators; what does not end in time is
   * found out about at the next start.
   */
  @Override
  public void close() {
    running = false;
    // Not by an interrupt, which would break a database connection in use.
    wake.release();
    lanes.values().forEach(Lane::stop);
    long end = System.nanoTime() + config.farewell().toNanos();
    List<Lane> all = List.copyOf(lanes.values());
    for (Lane lane : all) {
      lane.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    all.forEach(Lane::interrupt);
    // What was interrupted still writes down what it knows.
    all.forEach(lane -> lane.awaitIdle(LAST_WORDS));
  }
}
