// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.simplane.db.Database;

/**
 * Lets the calls of one account go at its rate, over all nodes: each node takes small blocks of
 * moments at which a call may go, one after the other, from the database. A block that is not used
 * in its time is lost, so that calls never bunch up.
 */
final class Pacer {

  /** How much time a block covers at most. */
  private static final Duration BLOCK = Duration.ofMillis(50);

  private final Database database;
  private final long account;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private boolean busy;
  private int urgentWaiting;

  // Only touched by the one whose turn it is.
  private long nextAt;
  private long spacing;
  private int left;

  Pacer(Database database, long account) {
    this.database = database;
    this.account = account;
  }

  /** Waits for the next moment. Urgent ones go before all others that wait on this node. */
  void await(double callsPerSecond, boolean urgent) throws InterruptedException {
    if (callsPerSecond <= 0) {
      return;
    }
    takeTurn(urgent);
    try {
      long wait = moment(callsPerSecond) - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
    } finally {
      endTurn();
    }
  }

  private long moment(double callsPerSecond) {
    if (left == 0 || System.nanoTime() > nextAt + left * spacing + BLOCK.toNanos()) {
      left = Math.clamp((long) (callsPerSecond * BLOCK.toMillis() / 1000), 1, 1_000);
      spacing = (long) (1_000_000_000 / callsPerSecond);
      double seconds =
          database.inTransaction(
              transaction -> PaceStore.reserve(transaction, account, left / callsPerSecond));
      nextAt = System.nanoTime() + (long) (seconds * 1_000_000_000);
    }
    left--;
    long moment = nextAt;
    nextAt += spacing;
    return moment;
  }

  private void takeTurn(boolean urgent) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (urgent) {
        urgentWaiting++;
      }
      try {
        while (busy || (!urgent && urgentWaiting > 0)) {
          turn.await();
        }
        busy = true;
      } finally {
        if (urgent) {
          urgentWaiting--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void endTurn() {
    lock.lock();
    try {
      busy = false;
      turn.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
