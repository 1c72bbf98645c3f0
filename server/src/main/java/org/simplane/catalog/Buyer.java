// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the orders of SIMs that are due worked on, and operators' products be read. An order that a
 * node took up is its own until its lease ends, or until the node starts anew.
 */
final class Buyer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Buyer.class);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final int AT_ONCE = 8;

  /** So that an operator that hangs leaves hands for the others. */
  private static final int AT_ONE_ACCOUNT = 2;

  private static final long LOOK_SECONDS = 2;

  private final Purchasing purchasing;
  private final OperatorProducts products;
  private final Database database;
  private final String node;
  private final Clock clock;
  private final Semaphore rung = new Semaphore(0);
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Semaphore reading = new Semaphore(1);

  /** How many hands are at work for an account. */
  private final Map<Long, Integer> atWork = new ConcurrentHashMap<>();

  private volatile boolean running = true;
  private final Thread thread = Thread.ofVirtual().name("buyer").unstarted(this::run);

  Buyer(
      Database database,
      Purchasing purchasing,
      OperatorProducts products,
      String node,
      Clock clock) {
    this.database = database;
    this.purchasing = purchasing;
    this.products = products;
    this.node = node;
    this.clock = clock;
  }

  /** Only one at a time may be at work under the name of its node. */
  void start() {
    database.useTransaction(
        transaction -> OperatorOrderStore.letGo(transaction, node, clock.instant()));
    thread.start();
  }

  /** There is something to do. */
  void ring() {
    rung.release();
  }

  private void run() {
    while (running) {
      try {
        var _ = rung.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        rung.drainPermits();
        while (handOut()) {
          // until nothing is due
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (running) {
          LOG.warn("Orders at operators will be looked at again", e);
        }
      }
    }
  }

  /** A slow operator keeps no other's orders waiting, as long as there are hands. */
  private boolean handOut() throws InterruptedException {
    hands.acquire();
    boolean handed = false;
    try {
      Optional<OperatorOrderStore.Claimed> claimed = claim();
      if (claimed.isPresent()) {
        atWork.merge(claimed.get().account(), 1, Integer::sum);
        Thread.ofVirtual().name("order-" + claimed.get().order()).start(() -> work(claimed.get()));
        handed = true;
        return true;
      }
    } finally {
      if (!handed) {
        hands.release();
      }
    }
    readProducts();
    return false;
  }

  private void work(OperatorOrderStore.Claimed claimed) {
    try {
      purchasing.work(claimed);
    } catch (RuntimeException e) {
      if (running) {
        LOG.warn("Order {} is left to its lease", claimed.order(), e);
      }
    } finally {
      atWork.computeIfPresent(
          claimed.account(), (_, hands) -> hands == 1 ? null : (Integer) (hands - 1));
      hands.release();
      ring(); // it may go on at once, or another of its account
    }
  }

  /** With a hand of its own: an operator that is slow at its products keeps no orders waiting. */
  private void readProducts() {
    if (reading.tryAcquire()) {
      Thread.ofVirtual()
          .name("operators-products")
          .start(() -> {
            try {
              while (running && products.readOne()) {
                // until none is due
              }
            } catch (RuntimeException e) {
              if (running) {
                LOG.warn("Operators' products will be read again", e);
              }
            } finally {
              reading.release();
            }
          });
    }
  }

  /** For tests: does one thing that is due; false when nothing is. */
  boolean workOnOne() {
    Optional<OperatorOrderStore.Claimed> claimed = claim();
    claimed.ifPresent(purchasing::work);
    return claimed.isPresent() || products.readOne();
  }

  private Optional<OperatorOrderStore.Claimed> claim() {
    List<Long> busy =
        atWork.entrySet().stream()
            .filter(hands -> hands.getValue() >= AT_ONE_ACCOUNT)
            .map(Map.Entry::getKey)
            .toList();
    return database.inTransaction(
        transaction -> OperatorOrderStore.claim(transaction, node, busy, clock.instant(), LEASE));
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
