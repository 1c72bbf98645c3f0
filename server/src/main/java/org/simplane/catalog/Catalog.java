// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.notification.Outbox;
import org.simplane.usage.Quotas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue's parts, and what of it goes on by itself. */
public final class Catalog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
  private static final long TRANSFERS_SECONDS = 2;
  private static final long UPKEEP_SECONDS = 30;

  /**
   * What it is made of.
   *
   * @param synchronisation has an account's list be read
   */
  public record Parts(
      Database database,
      Organisations organisations,
      Audit audit,
      Outbox outbox,
      Subscriptions subscriptions,
      Accounts accounts,
      Jobs jobs,
      Progress progress,
      Reports reports,
      Lifecycle lifecycle,
      Quotas quotas,
      Synchronisation synchronisation) {}

  /** What brings SIMs that were ordered. */
  @FunctionalInterface
  public interface Synchronisation {

    /** Has an account's list be read soon, unless that has begun since then. */
    void soon(long account, Instant since);
  }

  private final Products products;
  private final Orders orders;
  private final SimPurchases purchases;
  private final AutoTopUps autoTopUps;
  private final Transfers transfers;
  private final SupportRequests support;
  private final Lives lives;
  private final OrderWorker worker;
  private final OperatorProducts operatorProducts;
  private final Buyer buyer;
  private final Semaphore transferRung = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread mover = Thread.ofVirtual().name("transfers").unstarted(this::move);
  private final Thread upkeep = Thread.ofVirtual().name("catalog-upkeep").unstarted(this::keep);

  public Catalog(Parts parts, CatalogConfig config, Clock clock) {
    OrderTrail trail = new OrderTrail(parts.audit(), parts.outbox());
    products = new Products(parts.database(), parts.audit(), clock);
    operatorProducts = new OperatorProducts(parts.database(), parts.accounts(), products, clock);
    Fulfilment fulfilment =
        new Fulfilment(parts.organisations(), parts.subscriptions(), parts.quotas(), trail, clock);
    buyer =
        new Buyer(
            parts.database(),
            new Purchasing(
                new Purchasing.Parts(
                    parts.database(),
                    parts.organisations(),
                    parts.accounts(),
                    fulfilment,
                    trail,
                    parts.synchronisation()),
                clock),
            operatorProducts,
            config.node(),
            clock);
    orders = new Orders(parts.database(), fulfilment, trail, parts.jobs(), buyer::ring, clock);
    lives =
        new Lives(
            parts.database(),
            parts.subscriptions(),
            parts.lifecycle(),
            parts.quotas(),
            parts.audit(),
            clock);
    SimWork work = new SimWork(parts.subscriptions(), parts.quotas(), lives, trail, clock);
    worker =
        new OrderWorker(
            parts.database(),
            parts.organisations(),
            work,
            new OperatorTopUps(
                parts.database(), parts.accounts(), parts.quotas(), parts.progress(), clock),
            parts.progress(),
            parts.reports(),
            config.node(),
            clock);
    purchases =
        new SimPurchases(
            parts.database(), parts.accounts(), work, trail, parts.progress(), worker::ring, clock);
    autoTopUps =
        new AutoTopUps(
            parts.database(),
            parts.organisations(),
            parts.subscriptions(),
            purchases,
            parts.audit(),
            config,
            clock);
    transfers =
        new Transfers(
            parts.database(),
            parts.organisations(),
            parts.subscriptions(),
            parts.progress(),
            parts.reports(),
            parts.audit(),
            parts.outbox(),
            transferRung::release,
            clock);
    support = new SupportRequests(parts.database(), parts.audit(), clock);
  }

  public Products products() {
    return products;
  }

  /** What operators sell. */
  public OperatorProducts operatorProducts() {
    return operatorProducts;
  }

  public Orders orders() {
    return orders;
  }

  public SimPurchases purchases() {
    return purchases;
  }

  public AutoTopUps autoTopUps() {
    return autoTopUps;
  }

  public Transfers transfers() {
    return transfers;
  }

  public SupportRequests support() {
    return support;
  }

  public void start() {
    worker.start();
    buyer.start();
    mover.start();
    upkeep.start();
  }

  private void move() {
    while (true) {
      try {
        var _ = transferRung.tryAcquire(TRANSFERS_SECONDS, TimeUnit.SECONDS);
        transferRung.drainPermits();
        while (transfers.workOnSome()) {
          // until all have gone
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (stopped.getCount() == 0) {
          return;
        }
        LOG.warn("Transfers will be worked on again", e);
      }
    }
  }

  private void keep() {
    while (true) {
      try {
        if (stopped.await(UPKEEP_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
        var _ = autoTopUps.check();
        var _ = lives.suspendEnded();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Automatic top-ups and the ends of lives will be looked at again", e);
      }
    }
  }

  /** For tests, which do not wait for the clock: does what is due now. */
  void catchUp() {
    while (worker.workOnOne() || buyer.workOnOne() || transfers.workOnSome()) {
      // until nothing is due
    }
    var _ = autoTopUps.check();
    var _ = lives.suspendEnded();
  }

  @Override
  public void close() {
    stopped.countDown();
    worker.close();
    buyer.close();
    mover.interrupt();
  }
}
