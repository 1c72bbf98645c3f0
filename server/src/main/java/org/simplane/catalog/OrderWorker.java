// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Transaction;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works on the SIMs of large orders, those of the own network some hundred to a transaction. What
 * was done and what is left is written in the transaction that does it; so a node that dies leaves
 * nothing undone and nothing done twice, and another goes on when the lease has ended.
 */
final class OrderWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderWorker.class);
  private static final Duration LEASE = Duration.ofMinutes(3);
  private static final int STEP = 1_000;
  private static final int ERRORS_SHOWN = 100;
  private static final long LOOK_SECONDS = 2;

  private final Database database;
  private final Organisations organisations;
  private final SimWork work;
  private final OperatorTopUps operators;
  private final Progress progress;
  private final Reports reports;
  private final String node;
  private final Clock clock;
  private final Semaphore rung = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("orders").unstarted(this::run);

  OrderWorker(
      Database database,
      Organisations organisations,
      SimWork work,
      OperatorTopUps operators,
      Progress progress,
      Reports reports,
      String node,
      Clock clock) {
    this.database = database;
    this.organisations = organisations;
    this.work = work;
    this.operators = operators;
    this.progress = progress;
    this.reports = reports;
    this.node = node;
    this.clock = clock;
  }

  /** Only one at a time may be at work under the name of its node. */
  void start() {
    database.useTransaction(transaction -> WorkStore.letGo(transaction, node, clock.instant()));
    thread.start();
  }

  /** There is something to do. */
  void ring() {
    rung.release();
  }

  private void run() {
    while (true) {
      try {
        var _ = rung.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        rung.drainPermits();
        while (workOnOne()) {
          // until nothing is due
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LOG.warn("Orders will be worked on again", e);
      }
    }
  }

  /** Takes up one order that is due; false when none is. */
  boolean workOnOne() {
    Optional<WorkStore.Claimed> claimed =
        database.inTransaction(
            transaction -> WorkStore.claim(transaction, node, clock.instant(), LEASE));
    if (claimed.isEmpty()) {
      return false;
    }
    WorkStore.Claimed order = claimed.get();
    Caller caller =
        new Caller(
            order.kind(),
            order.by(),
            order.name(),
            organisations.scopeOf(order.organisation()),
            Set.of(Permission.values()),
            order.correlation());
    while (ownSome(order, caller)) {
      // until none of the own network is left
    }
    Duration pause = operators.some(order);
    database.useTransaction(transaction -> {
      if (pause.isZero()) {
        finish(transaction, order, caller);
      } else {
        WorkStore.later(transaction, order.order(), clock.instant().plus(pause));
      }
    });
    return true;
  }

  private boolean ownSome(WorkStore.Claimed claimed, Caller caller) {
    return database.inTransaction(transaction -> {
      Optional<Order> order = OrderStore.lock(caller.scope(), transaction, claimed.order());
      if (order.isEmpty() || order.get().state() != Order.State.IN_PREPARATION) {
        return false;
      }
      List<Long> open = OrderSimStore.openOwn(transaction, claimed.order(), STEP);
      if (!progress.step(transaction, claimed.job(), open.size(), order.get().sims())) {
        OrderSimStore.callOff(transaction, claimed.order());
        return false;
      }
      if (open.isEmpty()) {
        return false;
      }
      var _ = work.own(transaction, caller, order.get(), open);
      WorkStore.renew(transaction, claimed.order(), clock.instant().plus(LEASE));
      return true;
    });
  }

  private void finish(Transaction transaction, WorkStore.Claimed claimed, Caller caller) {
    Optional<Order> order = OrderStore.lock(caller.scope(), transaction, claimed.order());
    if (order.isEmpty() || order.get().state() != Order.State.IN_PREPARATION) {
      return;
    }
    Map<Order.SimState, Integer> states =
        OrderSimStore.states(transaction.handle(), claimed.order());
    var _ = work.finish(transaction, caller, order.get());
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("order", claimed.order());
    ObjectNode errors = report.putObject("failed");
    OrderSimStore.errors(transaction.handle(), claimed.order(), ERRORS_SHOWN).forEach(errors::put);
    reports.end(transaction, claimed.job(), states.getOrDefault(Order.SimState.FAILED, 0), report);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
