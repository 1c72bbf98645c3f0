// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionListener;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.Restrictions;
import org.simplane.operator.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bars the data of an organisation's SIMs when its month's limit is reached, and frees them when
 * the month is over or the limit was raised: at once after the usage that reached it was committed,
 * some hundred SIMs to a transaction. Several nodes do no harm to each other.
 */
public final class LimitEnforcer implements SubscriptionListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LimitEnforcer.class);
  private static final int STEP = 1_000;
  private static final long LOOK_SECONDS = 15;
  private static final String NAME = "monthly limit";

  private final Database database;
  private final MonthlyLimits limits;
  private final Restrictions restrictions;
  private final Semaphore rung = new Semaphore(0);

  /** Whose SIMs this node has seen barred to the last one. */
  private final Map<Long, LocalDate> complete = new ConcurrentHashMap<>();

  private final Thread thread = Thread.ofVirtual().name("limits").unstarted(this::run);

  public LimitEnforcer(Database database, MonthlyLimits limits, Restrictions restrictions) {
    this.database = database;
    this.limits = limits;
    this.restrictions = restrictions;
  }

  public void start() {
    limits.tellWhenUsed(rung::release);
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        var _ = rung.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        rung.drainPermits();
        enforce();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Monthly limits will be looked at again", e);
      }
    }
  }

  /** Bars and frees what is due now. */
  public void enforce() {
    for (LimitStore.Enforced limit : database.read(LimitStore::enforced)) {
      LocalDate month = limits.month(limit.organisation());
      boolean reached =
          limit.amount().isPresent()
              && database.read(
                      handle -> LimitStore.used(handle, limit.organisation(), Measure.DATA, month))
                  >= limit.amount().getAsLong();
      if (reached) {
        bar(limit, month);
      } else if (limit.month().isPresent()) {
        free(limit.organisation());
      }
    }
  }

  private void bar(LimitStore.Enforced limit, LocalDate month) {
    long organisation = limit.organisation();
    if (month.equals(complete.get(organisation)) && limit.month().isPresent()) {
      return;
    }
    // First, so that SIMs that come from now on are barred as they come.
    database.useTransaction(transaction -> LimitStore.enforce(transaction, organisation, month));
    long last = 0;
    while (true) {
      long after = last;
      List<Long> free = database.read(handle -> LimitStore.free(handle, organisation, after, STEP));
      if (free.isEmpty()) {
        break;
      }
      database.useTransaction(
          transaction -> restrictions.add(transaction, caller(organisation), barring(free)));
      last = free.getLast();
    }
    complete.put(organisation, month);
  }

  private void free(long organisation) {
    complete.remove(organisation);
    // First, so that SIMs that come from now on are not barred.
    while (true) {
      List<Long> held = database.read(handle -> LimitStore.held(handle, organisation, STEP));
      if (held.isEmpty()) {
        break;
      }
      database.useTransaction(
          transaction -> restrictions.lift(transaction, caller(organisation), barring(held)));
    }
    database.useTransaction(transaction -> LimitStore.enforce(transaction, organisation, null));
  }

  @Override
  public void added(Transaction transaction, List<Subscription> added) {
    Set<Long> barred = barred(transaction, added);
    added.stream()
        .filter(sim -> barred.contains(sim.organisation()))
        .collect(Collectors.groupingBy(Subscription::organisation))
        .forEach((organisation, sims) ->
            restrictions.add(
                transaction,
                caller(organisation),
                barring(sims.stream().map(Subscription::id).toList())));
  }

  /** What barred them where they came from stays there. */
  @Override
  public void moved(Transaction transaction, List<Subscription> moved) {
    Map<Long, List<Subscription>> byOwner =
        moved.stream().collect(Collectors.groupingBy(Subscription::organisation));
    restrictions.follow(transaction, moved.stream().map(Subscription::id).toList());
    Set<Long> barred = barred(transaction, moved);
    byOwner.forEach((organisation, sims) -> {
      List<Restriction> restriction = barring(sims.stream().map(Subscription::id).toList());
      if (barred.contains(organisation)) {
        restrictions.add(transaction, caller(organisation), restriction);
      } else {
        restrictions.lift(transaction, caller(organisation), restriction);
      }
    });
  }

  private Set<Long> barred(Transaction transaction, List<Subscription> of) {
    Set<Long> owners = of.stream().map(Subscription::organisation).collect(Collectors.toSet());
    return owners.isEmpty()
        ? Set.of()
        : Set.copyOf(LimitStore.barred(transaction.handle(), owners));
  }

  private static List<Restriction> barring(Collection<Long> subscriptions) {
    return subscriptions.stream()
        .map(id -> new Restriction(id, Service.DATA, Restriction.Cause.LIMIT))
        .toList();
  }

  private static Caller caller(long organisation) {
    return Caller.system(NAME, Scope.of(organisation));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
