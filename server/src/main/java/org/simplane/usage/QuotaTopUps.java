// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Service;

/**
 * More volume, or more time for what is left, for some hundred SIMs at once. Everything in the
 * transaction of who asks, restrictions that end by it included.
 */
public final class QuotaTopUps {

  private final QuotaKeeper keeper;
  private final Audit audit;
  private final Clock clock;

  QuotaTopUps(QuotaKeeper keeper, Audit audit, Clock clock) {
    this.keeper = keeper;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Adds to the quotas of the own network; a service barred because it was used up is free again if
   * something is left. Takes {@link Permission#CHANGE_QUOTAS}.
   *
   * @param amounts bytes for data, messages for SMS; a SIM that has one of the quotas alone is
   *     given that one
   * @return what hindered, by subscription; those without an entry were topped up
   */
  public Map<Long, String> topUp(
      Transaction transaction,
      Caller caller,
      Collection<Subscription> subscriptions,
      Map<Service, Long> amounts) {
    caller.require(Permission.CHANGE_QUOTAS);
    Instant now = clock.instant();
    List<Long> ids = subscriptions.stream().map(Subscription::id).toList();
    Map<Long, List<Quota>> present =
        QuotaStore.lock(caller.scope(), transaction, ids, now).stream()
            .filter(quota -> amounts.getOrDefault(quota.service(), 0L) > 0)
            .collect(Collectors.groupingBy(Quota::subscription));
    Map<Long, String> hindered = new HashMap<>();
    for (long id : ids) {
      List<Quota> quotas = present.getOrDefault(id, List.of());
      if (quotas.isEmpty()) {
        hindered.put(id, "The SIM has no " + words(amounts) + " quota that is kept here");
      }
      for (Quota quota : quotas) {
        if (quota.total() > Quotas.MOST - amounts.getOrDefault(quota.service(), 0L)) {
          hindered.put(id, "The " + quota.service() + " quota would hold more than " + Quotas.MOST);
        }
      }
    }
    Map<Long, Subscription> raisable =
        subscriptions.stream()
            .filter(sim -> !hindered.containsKey(sim.id()))
            .collect(Collectors.toMap(Subscription::id, sim -> sim, (one, _) -> one, TreeMap::new));
    List<Quota> raised = new ArrayList<>();
    new TreeMap<>(amounts)
        .forEach((service, amount) -> {
          if (amount > 0) {
            raised.addAll(QuotaStore.raise(transaction, raisable.keySet(), service, amount, now));
          }
        });
    keeper.show(transaction, raised);
    keeper.settle(transaction, caller, keys(raised), now);
    List<Audit.Entry> entries = new ArrayList<>();
    for (Quota quota : raised) {
      Subscription sim = raisable.get(quota.subscription());
      if (sim != null) {
        entries.add(entry(sim, quota));
      }
    }
    audit.record(transaction, caller, entries);
    return hindered;
  }

  /**
   * Quotas of the own network last at least until then; what their end had barred is free again if
   * something is left. Audit is the caller's.
   */
  public void extend(Transaction transaction, Caller caller, Map<Long, Instant> ends) {
    if (!ends.isEmpty()) {
      keeper.settle(transaction, caller, QuotaStore.extend(transaction, ends), clock.instant());
    }
  }

  /** What an operator told of the quotas of these is no longer true. */
  public void askAnew(Transaction transaction, Collection<Long> subscriptions) {
    if (!subscriptions.isEmpty()) {
      QuotaStore.forget(transaction, subscriptions);
    }
  }

  private static Set<QuotaStore.Key> keys(List<Quota> quotas) {
    return quotas.stream()
        .map(quota -> new QuotaStore.Key(quota.subscription(), quota.service()))
        .collect(Collectors.toSet());
  }

  private static String words(Map<Service, Long> amounts) {
    return new TreeMap<>(amounts)
        .keySet().stream().map(Service::name).collect(Collectors.joining(" or "));
  }

  private static Audit.Entry entry(Subscription sim, Quota raised) {
    return new Audit.Entry(
        sim.organisation(),
        "quota.top-up",
        "subscription",
        sim.id(),
        sim.businessId(),
        Quotas.shown(raised.service(), raised.total() - raised.lastAdded()),
        Quotas.shown(raised.service(), raised.total()));
  }
}
