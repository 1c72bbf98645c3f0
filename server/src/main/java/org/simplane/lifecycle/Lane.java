// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.simplane.FailureException;
import org.simplane.account.Accounts;
import org.simplane.account.Urgency;
import org.simplane.job.Claim;
import org.simplane.job.WorkQueue;
import org.simplane.operator.Changes;
import org.simplane.operator.Operator;
import org.simplane.operator.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's work on this node. Small jobs and large ones are taken up side by side, so that a
 * change of one SIM does not wait behind one of 100,000. Its threads end when there is nothing to
 * do.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MOST_PARALLEL = 16;
  private static final int RECORD_ATTEMPTS = 5;

  /** What every lane works with. */
  record Tools(
      WorkQueue queue, Accounts accounts, Errand errand, Recorder recorder, WorkConfig config) {}

  private final long account;
  private final Tools tools;
  private final Half small = new Half(false);
  private final Half large = new Half(true);
  private final Set<Held> held = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean running = true;

  Lane(long account, Tools tools) {
    this.account = account;
    this.tools = tools;
  }

  /** A claim in hand, and when its lease is to be renewed. */
  private static final class Held {
    private final Claim claim;
    private volatile long renewAt;

    private Held(Claim claim, long renewAt) {
      this.claim = claim;
      this.renewAt = renewAt;
    }
  }

  void wake() {
    small.wake();
    large.wake();
  }

  void renewLeases() {
    long now = System.nanoTime();
    for (Held one : held) {
      if (now - one.renewAt >= 0) {
        tools.queue().renew(one.claim, tools.config().lease());
        one.renewAt = now + tools.config().lease().toNanos() / 3;
      }
    }
  }

  void stop() {
    running = false;
  }

  void awaitIdle(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void interrupt() {
    threads.forEach(Thread::interrupt);
  }

  private void start(String name, Runnable work) {
    Thread thread =
        Thread.ofVirtual()
            .name(name + "-" + account)
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    thread.start();
  }

  /** The small jobs, or the large ones. */
  private final class Half {

    private final boolean bulk;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final Semaphore permits = new Semaphore(0);
    private int allowed;

    private Half(boolean bulk) {
      this.bulk = bulk;
    }

    private void wake() {
      again.set(true);
      if (running && busy.compareAndSet(false, true)) {
        start("change-lane", this::run);
      }
    }

    private void run() {
      try {
        while (running && again.getAndSet(false)) {
          while (running && takeUp()) {
            // on to the next claim
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (FailureException e) {
        LOG.debug("Account {} has to wait: {}", account, e.getMessage());
      } catch (RuntimeException e) {
        LOG.warn("Work of account {} could not be taken up", account, e);
      } finally {
        busy.set(false);
        if (running && again.get()) {
          wake();
        }
      }
    }

    /** False when there is nothing to do, or nothing may be done. */
    private boolean takeUp() throws InterruptedException {
      if (!tools.accounts().held(account).isZero()) {
        return false;
      }
      Operator operator = tools.accounts().operator(account);
      allow(parallel(tools.accounts().pace(account)));
      if (!permits.tryAcquire(tools.config().look().toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      Claim claim = null;
      try {
        claim = tools.queue().claim(account, bulk, batch(operator), tools.config().lease());
        if (claim.isEmpty()) {
          return false;
        }
        Claim taken = claim;
        start("change-errand", () -> carryOut(taken, operator));
        return true;
      } finally {
        if (claim == null || claim.isEmpty()) {
          permits.release();
        }
      }
    }

    private void carryOut(Claim claim, Operator operator) {
      Held inHand = new Held(claim, System.nanoTime() + tools.config().lease().toNanos() / 3);
      held.add(inHand);
      try {
        List<Finding> findings =
            bulk
                ? tools.errand().run(claim, operator)
                : Urgency.<List<Finding>, RuntimeException>urgently(
                    () -> tools.errand().run(claim, operator));
        record(claim, findings);
      } catch (RuntimeException e) {
        // The lease runs out, and then the operator is asked what became of it.
        LOG.error(
            "What became of {} changes of account {} is not written down",
            claim.items().size(),
            account,
            e);
      } finally {
        held.remove(inHand);
        permits.release();
        // What waited behind it may be of the other half.
        Lane.this.wake();
      }
    }

    /** What is known must not be lost to a passing trouble of the database. */
    private void record(Claim claim, List<Finding> findings) {
      // An interrupt was for the call; it would break the database connection.
      boolean interrupted = Thread.interrupted();
      for (int attempt = 1; ; attempt++) {
        try {
          tools.recorder().record(claim, findings);
          break;
        } catch (RuntimeException e) {
          if (attempt == RECORD_ATTEMPTS) {
            throw e;
          }
          LOG.warn("Writing down what became of {} changes is tried again", findings.size(), e);
          rest(attempt);
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static void rest(int attempt) {
      try {
        Thread.sleep(100L << attempt);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void allow(int parallel) {
      if (parallel > allowed) {
        permits.release(parallel - allowed);
        allowed = parallel;
      }
    }
  }

  private int parallel(Pace pace) {
    return pace.inFlight() == 0
        ? tools.config().parallel()
        : Math.min(pace.inFlight(), MOST_PARALLEL);
  }

  private static int batch(Operator operator) {
    int status = operator.statusControl().map(Changes::maximumBatch).orElse(1);
    int label = operator.labels().map(Changes::maximumBatch).orElse(1);
    int lock = operator.imeiLocks().map(Changes::maximumBatch).orElse(1);
    int reset = operator.resets().map(Changes::maximumBatch).orElse(1);
    int characteristic = operator.characteristicControl().map(Changes::maximumBatch).orElse(1);
    return Math.clamp(
        IntStream.of(status, label, lock, reset, characteristic).max().orElse(1), 1, 1_000);
  }
}
