// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.access.Page;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * SIMs that are topped up by themselves when little is left. Every SIM takes part in each check
 * once, on whichever node gets to it; what is ordered is written in the transaction that notes
 * that. Safe for use by many threads.
 */
public final class AutoTopUps {

  private static final Logger LOG = LoggerFactory.getLogger(AutoTopUps.class);
  private static final int STEP = 1_000;

  private final Database database;
  private final Organisations organisations;
  private final Subscriptions subscriptions;
  private final SimPurchases purchases;
  private final Audit audit;
  private final CatalogConfig config;
  private final Clock clock;

  AutoTopUps(
      Database database,
      Organisations organisations,
      Subscriptions subscriptions,
      SimPurchases purchases,
      Audit audit,
      CatalogConfig config,
      Clock clock) {
    this.database = database;
    this.organisations = organisations;
    this.subscriptions = subscriptions;
    this.purchases = purchases;
    this.audit = audit;
    this.config = config;
    this.clock = clock;
  }

  /** SIMs by their ids, those above {@code after}. */
  public Page<AutoTopUp> page(Scope scope, OptionalLong after, int limit) {
    return Page.of(
        database.read(handle -> AutoTopUpStore.page(scope, handle, after.orElse(0), limit + 1)),
        limit,
        AutoTopUp::subscription);
  }

  /**
   * Switches it on or off; takes {@link Permission#CHANGE_QUOTAS}. They take part from the next
   * check on.
   *
   * @param product empty: the first top-up on sale when it is needed
   * @throws FailureException {@code NotFound} for a SIM out of sight
   */
  public void set(
      Caller caller,
      List<Long> wanted,
      boolean enabled,
      OptionalLong product,
      Optional<String> paymentMethod,
      boolean dryRun) {
    caller.require(Permission.CHANGE_QUOTAS);
    List<Long> ids = wanted.stream().distinct().toList();
    if (ids.isEmpty() || ids.size() > SimPurchases.MOST) {
      throw new FailureException(
          Failure.Invalid.field("sims", "are 1 to " + SimPurchases.MOST + " at a time"));
    }
    Orders.checkText("paymentMethod", paymentMethod);
    database.useTransaction(transaction -> {
      Optional<Product> sold =
          product.isPresent()
              ? Optional.of(topUp(transaction, caller, product.getAsLong()))
              : Optional.empty();
      for (int from = 0; from < ids.size(); from += STEP) {
        List<Long> part = ids.subList(from, Math.min(ids.size(), from + STEP));
        List<OrderSimStore.Candidate> sims =
            OrderSimStore.candidates(caller.scope(), transaction.handle(), part);
        if (sims.size() < part.size()) {
          throw new FailureException(new Failure.NotFound("SIM", missing(part, sims)));
        }
        Set<Long> accounts =
            sims.stream().map(OrderSimStore.Candidate::account).collect(Collectors.toSet());
        if (sold.isPresent() && !SimPurchases.fits(sold.get(), accounts)) {
          throw new FailureException(
              Failure.Invalid.field("product", "is for SIMs of another operator account"));
        }
        if (!dryRun) {
          write(transaction, caller, sims, enabled, product, paymentMethod);
        }
      }
    });
  }

  private static Product topUp(Transaction transaction, Caller caller, long product) {
    return ProductStore.onSale(caller.scope(), transaction.handle()).stream()
        .filter(sold -> sold.id() == product && sold.kind() == Product.Kind.TOP_UP)
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                Failure.Invalid.field("product", "there is no such top-up on sale")));
  }

  private static String missing(List<Long> wanted, List<OrderSimStore.Candidate> found) {
    List<Long> known = found.stream().map(OrderSimStore.Candidate::id).toList();
    return wanted.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .map(id -> Long.toString(id))
        .orElse("");
  }

  private void write(
      Transaction transaction,
      Caller caller,
      List<OrderSimStore.Candidate> sims,
      boolean enabled,
      OptionalLong product,
      Optional<String> paymentMethod) {
    List<Long> ids = sims.stream().map(OrderSimStore.Candidate::id).toList();
    if (enabled) {
      AutoTopUpStore.enable(
          transaction,
          caller.scope().organisation(),
          ids,
          product,
          paymentMethod,
          caller.name(),
          clock.instant());
    } else {
      AutoTopUpStore.disable(transaction, ids);
    }
    audit.record(
        transaction,
        caller,
        sims.stream()
            .map(sim ->
                new Audit.Entry(
                    sim.organisation(),
                    "subscription.auto-top-up",
                    "subscription",
                    sim.id(),
                    sim.name(),
                    null,
                    JsonNodeFactory.instance.objectNode().put("enabled", enabled)))
            .toList());
  }

  /** Orders for those whose turn it is; gives how many SIMs were looked at. */
  public int check() {
    Instant now = clock.instant();
    Instant check = lastCheck(now);
    int looked = 0;
    while (true) {
      int some = database.inTransaction(transaction -> checkSome(transaction, check, now));
      looked += some;
      if (some < STEP) {
        return looked;
      }
    }
  }

  private int checkSome(Transaction transaction, Instant check, Instant now) {
    List<AutoTopUpStore.Due> due = AutoTopUpStore.take(transaction, check, now, STEP);
    // What is the usual one, or fits at all, is another for each account's SIMs.
    record Group(
        long organisation,
        long account,
        Optional<Long> product,
        Optional<String> payment,
        String by) {}
    Map<Group, List<Long>> groups = new LinkedHashMap<>();
    for (AutoTopUpStore.Due one : due) {
      if (one.low()) {
        groups
            .computeIfAbsent(
                new Group(
                    one.organisation(),
                    one.account(),
                    one.product(),
                    one.paymentMethod(),
                    one.askedBy()),
                _ -> new ArrayList<>())
            .add(one.subscription());
      }
    }
    groups.forEach((group, ids) ->
        order(transaction, group.organisation(), ids, group.product(), group.payment()));
    return due.size();
  }

  private void order(
      Transaction transaction,
      long organisation,
      List<Long> ids,
      Optional<Long> product,
      Optional<String> payment) {
    Caller caller = Caller.system("automatic top-up", organisations.scopeOf(organisation));
    List<Long> seen =
        subscriptions.findAll(caller.scope(), ids).stream().map(sim -> sim.id()).toList();
    if (seen.isEmpty()) {
      return; // they have gone elsewhere
    }
    try {
      var _ =
          purchases.place(
              transaction,
              caller,
              new Purchase.ForSims(
                  Product.Kind.TOP_UP,
                  seen,
                  product.isPresent() ? OptionalLong.of(product.get()) : OptionalLong.empty(),
                  payment,
                  Optional.empty(),
                  true),
              false);
    } catch (FailureException e) {
      // Nothing on sale, or nothing that could be topped up; the next check tries again.
      LOG.info("No automatic top-up for organisation {}: {}", organisation, e.getMessage());
    }
  }

  /** The latest hour of the day at which there is a check. */
  Instant lastCheck(Instant now) {
    ZonedDateTime here = now.atZone(config.autoTopUpZone());
    LocalDate day = here.toLocalDate();
    for (int back = 0; ; back++) {
      for (int hour : config.autoTopUpHours().reversed()) {
        Instant at = day.minusDays(back).atTime(hour, 0).atZone(here.getZone()).toInstant();
        if (!at.isAfter(now)) {
          return at;
        }
      }
    }
  }
}
