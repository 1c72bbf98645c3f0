// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Service;
import org.simplane.usage.Quotas;

/** What an order does to SIMs of the own network, and how it ends. */
final class SimWork {

  private final Subscriptions subscriptions;
  private final Quotas quotas;
  private final Lives lives;
  private final OrderTrail trail;
  private final Clock clock;

  SimWork(Subscriptions subscriptions, Quotas quotas, Lives lives, OrderTrail trail, Clock clock) {
    this.subscriptions = subscriptions;
    this.quotas = quotas;
    this.lives = lives;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Does it for some hundred SIMs and notes what became of each, in one transaction.
   *
   * @return what hindered, by subscription
   */
  Map<Long, String> own(Transaction transaction, Caller caller, Order order, Collection<Long> ids) {
    List<Subscription> sims = subscriptions.findAll(caller.scope(), ids);
    Map<Long, String> hindered = new HashMap<>();
    ids.forEach(id -> hindered.put(id, "The SIM has gone to another organisation"));
    sims.forEach(sim -> hindered.remove(sim.id()));
    Order.Line line = order.lines().getFirst();
    if (order.type() == Order.Type.EXTENSION) {
      hindered.putAll(lives.extend(transaction, caller, sims, line.grant().lifeMonths()));
    } else {
      hindered.putAll(topUp(transaction, caller, sims, line.grant()));
    }
    OrderSimStore.settle(transaction, order.id(), ids, hindered);
    return hindered;
  }

  private Map<Long, String> topUp(
      Transaction transaction, Caller caller, List<Subscription> sims, Grant grant) {
    Instant now = clock.instant();
    Map<Long, String> hindered = new HashMap<>();
    List<Subscription> living = new ArrayList<>();
    for (Subscription sim : sims) {
      if (sim.standing().endsAt().filter(end -> !end.isAfter(now)).isPresent()) {
        hindered.put(sim.id(), SimPurchases.EXPIRED + ": " + sim.businessId());
      } else {
        living.add(sim);
      }
    }
    Map<Service, Long> amounts = new TreeMap<>();
    if (grant.dataBytes() > 0) {
      amounts.put(Service.DATA, grant.dataBytes());
    }
    if (grant.messages() > 0) {
      amounts.put(Service.SMS, grant.messages());
    }
    hindered.putAll(quotas.topUps().topUp(transaction, caller, living, amounts));
    return hindered;
  }

  /** Ends an order none of whose SIMs is open any more; only what was done is invoiced. */
  Order finish(Transaction transaction, Caller caller, Order order) {
    Map<Order.SimState, Integer> states = OrderSimStore.states(transaction.handle(), order.id());
    int done = states.getOrDefault(Order.SimState.DONE, 0);
    int failed = states.getOrDefault(Order.SimState.FAILED, 0);
    int calledOff = states.getOrDefault(Order.SimState.CANCELLED, 0);
    Order.Line line = order.lines().getFirst();
    Price each =
        new Price(
            line.total().currency(),
            line.total().net() / Math.max(1, line.quantity()),
            line.total().gross() / Math.max(1, line.quantity()));
    Order.State state =
        done > 0 ? Order.State.COMPLETED : failed > 0 ? Order.State.FAILED : Order.State.CANCELLED;
    String reason =
        failed == 0 && calledOff == 0
            ? null
            : "%d of %d SIMs done, %d failed, %d called off"
                .formatted(done, order.sims(), failed, calledOff);
    OrderStore.finish(transaction, order.id(), state, reason, each.times(done), clock.instant());
    Order after =
        OrderStore.find(caller.scope(), transaction.handle(), order.id())
            .orElseThrow(IllegalStateException::new);
    trail.changed(transaction, caller, "order.finish", Optional.of(order), after);
    return after;
  }
}
