// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.ValueChange;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Service;

/**
 * Charges quotas, and sees to what follows when one becomes low, is used up, or is available again:
 * the event, the restriction, and what lists show. Everything in the transaction of the cause.
 */
public final class QuotaKeeper {

  private final Restrictions restrictions;
  private final Outbox outbox;
  private final Allowances allowances;
  private volatile @Nullable MonthlyLimits limits;

  public QuotaKeeper(Restrictions restrictions, Outbox outbox, Allowances allowances) {
    this.restrictions = restrictions;
    this.outbox = outbox;
    this.allowances = allowances;
  }

  /** Has what is charged count towards monthly limits too; to be called once, while wiring. */
  public void countTowards(MonthlyLimits monthly) {
    limits = monthly;
  }

  /** Charges what a batch of records used. */
  void charge(Transaction transaction, Sums sums, Instant now) {
    MonthlyLimits monthly = limits;
    if (monthly != null) {
      monthly.charge(transaction, sums);
    }
    List<QuotaStore.Key> crossed = new ArrayList<>();
    for (Service service : Service.values()) {
      crossed.addAll(QuotaStore.charge(transaction, service, sums.charges(service), now));
    }
    settle(transaction, crossed, now);
  }

  /**
   * Sets the states that the figures call for, and does what follows, in the name of Simplane
   * itself.
   */
  void settle(Transaction transaction, Collection<QuotaStore.Key> keys, Instant now) {
    List<QuotaStore.Settled> changed =
        keys.isEmpty() ? List.of() : QuotaStore.settle(transaction, keys, now);
    if (!changed.isEmpty()) {
      Set<Long> owners =
          changed.stream().map(QuotaStore.Settled::organisation).collect(Collectors.toSet());
      Scope scope = Scope.of(changed.getFirst().organisation(), owners);
      follow(transaction, Caller.system("quota", scope), changed);
    }
  }

  /**
   * As {@link #settle(Transaction, Collection, Instant)}, in the name of who asked for what caused
   * it.
   */
  void settle(
      Transaction transaction, Caller caller, Collection<QuotaStore.Key> keys, Instant now) {
    if (!keys.isEmpty()) {
      follow(transaction, caller, QuotaStore.settle(transaction, keys, now));
    }
  }

  private void follow(Transaction transaction, Caller caller, List<QuotaStore.Settled> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<Restriction> added = new ArrayList<>();
    List<Restriction> lifted = new ArrayList<>();
    List<Outbox.Event> events = new ArrayList<>();
    for (QuotaStore.Settled settled : changed) {
      Quota quota = settled.quota();
      Restriction restriction =
          new Restriction(quota.subscription(), quota.service(), Restriction.Cause.QUOTA);
      if (quota.state() == QuotaState.EXHAUSTED) {
        added.add(restriction);
      } else if (settled.before() == QuotaState.EXHAUSTED) {
        lifted.add(restriction);
      }
      events.add(event(settled));
    }
    if (!added.isEmpty()) {
      restrictions.add(transaction, caller, added);
    }
    if (!lifted.isEmpty()) {
      restrictions.lift(transaction, caller, lifted);
    }
    outbox.publish(transaction, events);
    show(transaction, changed.stream().map(QuotaStore.Settled::quota).toList());
  }

  /** Tells of quotas that operators keep: what they bar, they bar themselves. */
  void tell(Transaction transaction, Collection<QuotaStore.Settled> changed) {
    outbox.publish(transaction, changed.stream().map(QuotaKeeper::event).toList());
  }

  /** Has lists show the total and the state of these. */
  void show(Transaction transaction, Collection<Quota> quotas) {
    show(transaction, allowances, quotas);
  }

  static void show(Transaction transaction, Allowances allowances, Collection<Quota> quotas) {
    Map<Long, Map<Service, Allowance>> bySubscription = new LinkedHashMap<>();
    for (Quota quota : quotas) {
      bySubscription
          .computeIfAbsent(quota.subscription(), _ -> new HashMap<>())
          .put(quota.service(), allowance(quota));
    }
    List<ValueChange> changes = new ArrayList<>();
    bySubscription.forEach(
        (subscription, shown) -> changes.add(new ValueChange.ToAllowances(subscription, shown)));
    if (!changes.isEmpty()) {
      allowances.show(transaction, changes);
    }
  }

  private static Allowance allowance(Quota quota) {
    Allowance.State state =
        switch (quota.state()) {
          case AVAILABLE -> Allowance.State.AVAILABLE;
          case LOW -> Allowance.State.LOW;
          case EXHAUSTED -> Allowance.State.EXHAUSTED;
        };
    return new Allowance(quota.total(), state, quota.thresholdReachedAt(), quota.exhaustedAt());
  }

  private static Outbox.Event event(QuotaStore.Settled settled) {
    Quota quota = settled.quota();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", quota.service().name());
    body.put("state", quota.state().name());
    body.put("before", settled.before().name());
    body.put("total", quota.total());
    body.put("used", quota.used());
    body.put("remaining", quota.remaining());
    body.put("thresholdPercent", quota.thresholdPercent());
    return new Outbox.Event(
        settled.organisation(),
        "quota." + quota.state().name().toLowerCase(Locale.ROOT),
        "subscription",
        quota.subscription(),
        settled.name(),
        body);
  }
}
