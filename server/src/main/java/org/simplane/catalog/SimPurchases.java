// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.job.Job;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;

/**
 * Orders of more volume and of a longer life for SIMs that are there: one or 100,000. A small order
 * for SIMs of the own network is done when it is answered; any other is worked on, and its job
 * tells how far it is. Safe for use by many threads.
 */
public final class SimPurchases {

  /** The kind of the jobs of large orders. */
  public static final String JOB = "order";

  /** What clients are told of SIMs whose life is over. */
  public static final String EXPIRED =
      "The following SIMs are expired and cannot be modified via API. Only extensions are permitted";

  static final int MOST = 100_000;
  private static final int AT_ONCE = 100;
  private static final int NAMED = 10;
  private static final int LOOK_UP = 10_000;

  private final Database database;
  private final Accounts accounts;
  private final SimWork work;
  private final OrderTrail trail;
  private final Progress progress;
  private final Runnable bell;
  private final Clock clock;

  SimPurchases(
      Database database,
      Accounts accounts,
      SimWork work,
      OrderTrail trail,
      Progress progress,
      Runnable bell,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.work = work;
    this.trail = trail;
    this.progress = progress;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Places the order; takes {@link Permission#CHANGE_QUOTAS}. For a single SIM of the own network
   * what hinders is thrown; of many, those hindered are told in the order.
   *
   * @throws FailureException {@code NotFound} for a SIM out of sight, {@code Conflict} when SIMs
   *     have expired, nothing is on sale, or the only SIM cannot have it; {@code NotSupported} when
   *     the operators of SIMs do not sell it
   */
  public Order place(Caller caller, Purchase.ForSims wanted, boolean dryRun) {
    caller.require(Permission.CHANGE_QUOTAS);
    return database.inTransaction(transaction -> place(transaction, caller, wanted, dryRun));
  }

  Order place(Transaction transaction, Caller caller, Purchase.ForSims wanted, boolean dryRun) {
    check(wanted);
    List<OrderSimStore.Candidate> sims = candidates(transaction, caller, wanted);
    Product product = product(caller.scope(), transaction, wanted, sims);
    refuseForeign(wanted.kind(), sims);
    NewOrder order = order(caller, wanted, product, sims.size());
    if (dryRun) {
      return order.draft(caller.name());
    }
    long id = OrderStore.insert(transaction, order, caller);
    OrderSimStore.insert(transaction, id, sims, Order.SimState.OPEN);
    boolean atOnce = sims.size() <= AT_ONCE && sims.stream().allMatch(OrderSimStore.Candidate::own);
    if (!atOnce) {
      Job job =
          progress.begin(
              transaction,
              new NewJob(
                  order.organisation(), JOB, title(order, id), caller, wanted.customerReference()));
      WorkStore.begin(transaction, id, job.id(), clock.instant());
      transaction.afterCommit(bell);
    }
    Order placed = read(transaction, caller, id);
    trail.changed(transaction, caller, "order.place", Optional.empty(), placed);
    return atOnce ? done(transaction, caller, placed, sims) : placed;
  }

  private Order done(
      Transaction transaction, Caller caller, Order order, List<OrderSimStore.Candidate> sims) {
    List<Long> ids = sims.stream().map(OrderSimStore.Candidate::id).toList();
    Map<Long, String> hindered = work.own(transaction, caller, order, ids);
    if (ids.size() == 1 && !hindered.isEmpty()) {
      throw new FailureException(new Failure.Conflict(hindered.values().iterator().next()));
    }
    return work.finish(transaction, caller, order);
  }

  private static String title(NewOrder order, long id) {
    String what = order.type() == Order.Type.EXTENSION ? "Extension" : "Top-up";
    return "%s of %d SIMs, order %d".formatted(what, order.sims(), id);
  }

  private static void check(Purchase.ForSims wanted) {
    if (wanted.subscriptions().isEmpty() || wanted.subscriptions().size() > MOST) {
      throw new FailureException(
          Failure.Invalid.field("sims", "are 1 to " + MOST + " in one order"));
    }
    Orders.checkText("paymentMethod", wanted.paymentMethod());
    Orders.checkText("customerReference", wanted.customerReference());
  }

  /** One that an operator sells is for SIMs of that account, and usual where there is no other. */
  private static Product product(
      Scope scope,
      Transaction transaction,
      Purchase.ForSims wanted,
      List<OrderSimStore.Candidate> sims) {
    List<Product> onSale = ProductStore.usualFirst(scope, transaction.handle());
    Set<Long> accounts =
        sims.stream().map(OrderSimStore.Candidate::account).collect(Collectors.toSet());
    if (wanted.product().isEmpty()) {
      return onSale.stream()
          .filter(product -> product.kind() == wanted.kind())
          .filter(product -> fits(product, accounts))
          .findFirst()
          .orElseThrow(() ->
              new FailureException(
                  new Failure.Conflict(
                      "There is no "
                          + (wanted.kind() == Product.Kind.TOP_UP ? "top-up" : "extension")
                          + " on sale")));
    }
    return onSale.stream()
        .filter(product -> product.id() == wanted.product().getAsLong())
        .filter(product -> product.kind() == wanted.kind() && fits(product, accounts))
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                Failure.Invalid.field(
                    "product",
                    "there is no such product of this kind on sale for these SIMs: "
                        + wanted.product().getAsLong())));
  }

  /** Whether it is for SIMs of all these accounts. */
  static boolean fits(Product product, Set<Long> accounts) {
    return product.source().map(source -> accounts.equals(Set.of(source.account()))).orElse(true);
  }

  private List<OrderSimStore.Candidate> candidates(
      Transaction transaction, Caller caller, Purchase.ForSims wanted) {
    List<OrderSimStore.Candidate> sims = new ArrayList<>();
    for (int from = 0; from < wanted.subscriptions().size(); from += LOOK_UP) {
      List<Long> part =
          wanted
              .subscriptions()
              .subList(from, Math.min(wanted.subscriptions().size(), from + LOOK_UP));
      List<OrderSimStore.Candidate> found =
          OrderSimStore.candidates(caller.scope(), transaction.handle(), part);
      if (found.size() < part.size()) {
        Set<Long> known =
            found.stream().map(OrderSimStore.Candidate::id).collect(Collectors.toSet());
        long unknown = part.stream().filter(id -> !known.contains(id)).findFirst().orElseThrow();
        throw new FailureException(new Failure.NotFound("SIM", Long.toString(unknown)));
      }
      sims.addAll(found);
    }
    if (wanted.kind() != Product.Kind.EXTENSION) {
      refuseExpired(sims);
    }
    return sims;
  }

  private void refuseExpired(List<OrderSimStore.Candidate> sims) {
    Instant now = clock.instant();
    List<String> expired =
        sims.stream()
            .filter(sim -> sim.endsAt().filter(end -> !end.isAfter(now)).isPresent())
            .map(OrderSimStore.Candidate::name)
            .limit(NAMED)
            .toList();
    if (!expired.isEmpty()) {
      throw new FailureException(new Failure.Conflict(EXPIRED + ": " + String.join(", ", expired)));
    }
  }

  /** Where no operator sells it there is nothing to be ordered; a paused one is waited for. */
  private void refuseForeign(Product.Kind kind, List<OrderSimStore.Candidate> sims) {
    Map<Long, Boolean> sells = new HashMap<>();
    for (OrderSimStore.Candidate sim : sims) {
      if (!sim.own() && !sells.computeIfAbsent(sim.account(), account -> sells(kind, account))) {
        throw new FailureException(
            new Failure.NotSupported(
                "The operator of SIM " + sim.name() + " does not sell this over its interface"));
      }
    }
  }

  private boolean sells(Product.Kind kind, long account) {
    return kind == Product.Kind.TOP_UP && accounts.operator(account).topUps().isPresent();
  }

  private NewOrder order(Caller caller, Purchase.ForSims wanted, Product product, int sims) {
    Price total = product.said().price().times(sims);
    Order.Type type =
        wanted.kind() == Product.Kind.EXTENSION
            ? Order.Type.EXTENSION
            : sims == 1 ? Order.Type.TOPUP : Order.Type.BULK_TOPUP;
    return new NewOrder(
        caller.scope().organisation(),
        product.said().organisation(),
        type,
        wanted.automatic(),
        wanted.customerReference(),
        wanted.paymentMethod(),
        total,
        Optional.empty(),
        Optional.empty(),
        sims,
        List.of(new Order.Line(product.id(), product.name(), sims, total, product.said().grant())),
        clock.instant());
  }

  private static Order read(Transaction transaction, Caller caller, long id) {
    return OrderStore.find(caller.scope(), transaction.handle(), id)
        .orElseThrow(IllegalStateException::new);
  }
}
