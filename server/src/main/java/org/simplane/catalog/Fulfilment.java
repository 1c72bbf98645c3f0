// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Organisations;
import org.simplane.inventory.StandingChange;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Service;
import org.simplane.usage.Quotas;

/** Gives ordered SIMs to the customer, with the volume and the life that was sold with them. */
final class Fulfilment {

  /** In one transaction. */
  static final int MOST_SIMS = 10_000;

  private static final int THRESHOLD_PERCENT = 20;

  private final Organisations organisations;
  private final Subscriptions subscriptions;
  private final Quotas quotas;
  private final OrderTrail trail;
  private final Clock clock;

  Fulfilment(
      Organisations organisations,
      Subscriptions subscriptions,
      Quotas quotas,
      OrderTrail trail,
      Clock clock) {
    this.organisations = organisations;
    this.subscriptions = subscriptions;
    this.quotas = quotas;
    this.trail = trail;
    this.clock = clock;
  }

  /** Completes an order with SIMs from the stocks of its products; empty when they do not do. */
  Optional<Order> fromStock(Transaction transaction, Order order) {
    refuseDone(order);
    Caller seller = Caller.system("stock", organisations.scopeOf(order.seller()));
    List<OrderSimStore.Candidate> taken = new ArrayList<>();
    Map<Long, Integer> already = new HashMap<>();
    for (Order.Line line : order.lines()) {
      Optional<Product> product =
          ProductStore.find(seller.scope(), transaction.handle(), line.product());
      OptionalLong stock = product.map(found -> found.said().stock()).orElse(OptionalLong.empty());
      if (product.isEmpty() || stock.isEmpty()) {
        return Optional.empty();
      }
      int wanted = line.quantity() * product.get().said().packageSize();
      int before = already.getOrDefault(stock.getAsLong(), 0);
      List<OrderSimStore.Candidate> found =
          OrderSimStore.stock(transaction, stock.getAsLong(), before + wanted);
      if (found.size() < before + wanted) {
        return Optional.empty();
      }
      taken.addAll(found.subList(before, before + wanted));
      already.merge(stock.getAsLong(), wanted, Integer::sum);
    }
    return Optional.of(give(transaction, seller, order, taken, Optional.empty()));
  }

  /**
   * Completes an order with these SIMs.
   *
   * @param reason why they do not come from the operator; there may be fewer then than were ordered
   */
  Order with(
      Transaction transaction,
      Caller caller,
      Order order,
      List<Long> wanted,
      Optional<String> reason,
      boolean dryRun) {
    refuseDone(order);
    List<Long> ids = wanted.stream().distinct().toList();
    boolean fewer = reason.isPresent() && !ids.isEmpty() && ids.size() < order.sims();
    if (ids.size() != order.sims() && !fewer) {
      throw invalid("the order takes " + order.sims() + " SIMs, not " + ids.size());
    }
    List<OrderSimStore.Candidate> sims =
        OrderSimStore.candidates(caller.scope(), transaction.handle(), ids);
    if (sims.size() < ids.size()) {
      throw invalid("some of them are not known");
    }
    return dryRun ? order : give(transaction, caller, order, sims, reason);
  }

  /**
   * Completes an order with what its operator has brought.
   *
   * @param sims that the seller or the customer has
   * @param reason what is missing
   */
  void brought(
      Transaction transaction,
      Caller seller,
      Order order,
      List<OrderSimStore.Candidate> sims,
      Optional<String> reason) {
    if (order.state() == Order.State.IN_PREPARATION) {
      var _ = give(transaction, seller, order, sims, reason);
    }
  }

  private static void refuseDone(Order order) {
    boolean ofSims =
        switch (order.type()) {
          case FIRST_ORDER, ADDITIONAL_ORDER -> true;
          case TOPUP, BULK_TOPUP, TARIFF_CHANGE, EXTENSION -> false;
        };
    if (!ofSims || order.state() != Order.State.IN_PREPARATION) {
      throw new FailureException(
          new Failure.Conflict(
              "The order is no order of SIMs that waits for them: "
                  + order.type()
                  + ", "
                  + order.state()));
    }
  }

  private Order give(
      Transaction transaction,
      Caller caller,
      Order order,
      List<OrderSimStore.Candidate> sims,
      Optional<String> reason) {
    caller.require(Permission.MANAGE_CATALOG);
    Instant now = clock.instant();
    OrderSimStore.insert(transaction, order.id(), sims, Order.SimState.DONE);
    var _ =
        subscriptions.move(
            transaction,
            caller,
            sims.stream().map(OrderSimStore.Candidate::id).toList(),
            order.organisation());
    Scope customer = Scope.of(order.organisation());
    Map<Long, Subscription> moved = new HashMap<>();
    subscriptions
        .findAll(customer, sims.stream().map(OrderSimStore.Candidate::id).toList())
        .forEach(sim -> moved.put(sim.id(), sim));
    Caller there =
        new Caller(
            caller.kind(),
            caller.id(),
            caller.name(),
            customer,
            caller.permissions(),
            caller.correlation());
    List<StandingChange> ends = new ArrayList<>();
    int next = 0;
    Price total = Price.nothing(order.total().currency());
    for (Order.Line line : order.lines()) {
      int ordered = simsOf(transaction, caller, order, line);
      total = total.plus(line.total().share(Math.min(ordered, sims.size() - next), ordered));
      for (int i = 0; i < ordered && next < sims.size(); i++, next++) {
        OrderSimStore.Candidate sim = sims.get(next);
        Optional<Instant> end = end(line.grant(), now);
        if (sim.own()) {
          grant(there, sim.id(), Service.DATA, line.grant().dataBytes(), end);
          grant(there, sim.id(), Service.SMS, line.grant().messages(), end);
        }
        Subscription present = moved.get(sim.id());
        if (present != null && end.isPresent()) {
          ends.add(new StandingChange(sim.id(), present.standing().ending(end.get()), now));
        }
      }
    }
    subscriptions.applyStandings(transaction, ends);
    OrderStore.finish(
        transaction,
        order.id(),
        Order.State.COMPLETED,
        reason.orElse(null),
        sims.size() < order.sims() ? total : order.total(),
        now);
    Order after =
        OrderStore.find(customer, transaction.handle(), order.id())
            .orElseThrow(IllegalStateException::new);
    trail.changed(transaction, caller, "order.fulfil", Optional.of(order), after);
    return after;
  }

  /** How many a line brings; of several, as its product is packed now. */
  private static int simsOf(Transaction transaction, Caller caller, Order order, Order.Line line) {
    return order.lines().size() == 1
        ? order.sims()
        : line.quantity()
            * ProductStore.find(caller.scope(), transaction.handle(), line.product())
                .map(product -> product.said().packageSize())
                .orElse(1);
  }

  private void grant(Caller caller, long sim, Service service, long total, Optional<Instant> end) {
    if (total > 0) {
      var _ = quotas.assign(caller, sim, service, total, THRESHOLD_PERCENT, end);
    }
  }

  private static Optional<Instant> end(Grant grant, Instant now) {
    return grant.lifeMonths() == 0
        ? Optional.empty()
        : Optional.of(now.atOffset(ZoneOffset.UTC).plusMonths(grant.lifeMonths()).toInstant());
  }

  private static FailureException invalid(String message) {
    return new FailureException(Failure.Invalid.field("sims", message));
  }
}
