// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.simplane.db.Database;

/**
 * How many calls of one account are under way at once, over all nodes: a node leases as many slots
 * as it has use for and renews them while it has; those of a node that died are free when its lease
 * runs out. One slot in five, at least one where there are two, is kept for urgent calls.
 */
final class Slots {

  static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final Database database;
  private final long account;
  private final String node;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int granted;
  private long grantedUntil;
  private int used;
  private int waiting;
  private boolean asking;
  private long askedAt = System.nanoTime() - ASK_AGAIN.toNanos();

  Slots(Database database, long account, String node) {
    this.database = database;
    this.account = account;
    this.node = node;
  }

  /** Waits for a slot; false when none came free in time. */
  boolean acquire(int inFlight, boolean urgent, Duration patience) throws InterruptedException {
    if (inFlight <= 0) {
      return true;
    }
    long end = System.nanoTime() + patience.toNanos();
    lock.lockInterruptibly();
    try {
      waiting++;
      try {
        while (!free(urgent)) {
          if (System.nanoTime() > end) {
            return false;
          }
          if (mayAsk(inFlight)) {
            ask(inFlight);
          } else {
            long wait = changed.awaitNanos(ASK_AGAIN.toNanos());
            assert wait <= ASK_AGAIN.toNanos();
          }
        }
        used++;
        return true;
      } finally {
        waiting--;
      }
    } finally {
      lock.unlock();
    }
  }

  void release(int inFlight) {
    if (inFlight <= 0) {
      return;
    }
    lock.lock();
    try {
      used--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Renews what is in use and gives back what is not; to be called every second or two. */
  void renew(int inFlight) {
    lock.lock();
    try {
      if (inFlight > 0 && !asking && (granted > 0 || used > 0 || waiting > 0)) {
        ask(inFlight);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean free(boolean urgent) {
    int usable = System.nanoTime() - grantedUntil < 0 ? granted : 0;
    int kept = urgent || usable < 2 ? 0 : Math.max(1, usable / 5);
    return used < usable - kept;
  }

  private boolean mayAsk(int inFlight) {
    return !asking
        && (granted < wanted(inFlight) || System.nanoTime() - grantedUntil >= 0)
        && System.nanoTime() - askedAt >= ASK_AGAIN.toNanos();
  }

  /** One more than there is work for, so that an urgent call finds a slot. */
  private int wanted(int inFlight) {
    return used + waiting == 0 ? 0 : Math.min(inFlight, used + waiting + 1);
  }

  /** Holds the lock on entry and on return, but not while it asks the database. */
  private void ask(int inFlight) {
    asking = true;
    int wanted = wanted(inFlight);
    int inUse = used;
    lock.unlock();
    int answer = -1;
    long asked = System.nanoTime();
    try {
      answer =
          database.inTransaction(transaction ->
              PaceStore.slots(
                  transaction, account, node, new PaceStore.Want(wanted, inUse, inFlight, LEASE)));
    } finally {
      lock.lock();
      asking = false;
      askedAt = System.nanoTime();
      if (answer >= 0) {
        granted = answer;
        // A second short of what the database holds, for the way there and back.
        grantedUntil = asked + LEASE.toNanos() - TimeUnit.SECONDS.toNanos(1);
      }
      changed.signalAll();
    }
  }
}
