// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.account.Accounts;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.CatalogConfig;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.catalog.Purchase;
import org.simplane.db.Database;
import org.simplane.inventory.StandingChange;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restrictions;
import org.simplane.messaging.Messages;
import org.simplane.messaging.MessagingHouse;
import org.simplane.network.HttpShortMessageLink;
import org.simplane.notification.Outbox;
import org.simplane.usage.MonthlyLimits;
import org.simplane.usage.QuotaKeeper;

/** What a {@link House} sells. */
final class Shop {

  final Catalog catalog;
  final MonthlyLimits limits;
  final Catalog.Parts parts;
  private final MovableClock clock;

  Shop(Catalog.Parts parts, QuotaKeeper keeper, MovableClock clock) {
    this.parts = parts;
    this.limits = new MonthlyLimits(parts.database(), parts.accounts(), parts.audit(), clock);
    keeper.countTowards(limits);
    this.clock = clock;
    this.catalog = new Catalog(parts, CatalogConfig.DEFAULT, clock);
  }

  /** Something on sale by the caller's organisation. */
  long product(Caller caller, Product.Kind kind, Grant grant) {
    return catalog
        .products()
        .create(
            caller,
            new ProductDraft(
                caller.scope().organisation(),
                kind,
                "A " + kind,
                "card",
                1,
                1,
                100,
                OptionalInt.empty(),
                120,
                new Price("EUR", 1000, 1210),
                Optional.empty(),
                grant,
                OptionalLong.empty(),
                true),
            false)
        .id();
  }

  /** The number of an order of SIMs. */
  long order(Caller caller) {
    long product = product(caller, Product.Kind.SIM, new Grant(0, 0, 0));
    return catalog
        .orders()
        .place(
            caller,
            new Purchase.OfSims(
                List.of(new Purchase.Wanted(product, 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false)
        .id();
  }

  /** Has a SIM's life end then. */
  void end(Subscription sim, Instant at) {
    parts
        .database()
        .useTransaction(transaction ->
            parts
                .subscriptions()
                .applyStandings(
                    transaction,
                    List.of(
                        new StandingChange(sim.id(), sim.standing().ending(at), clock.instant()))));
  }

  /** As if it had used so much of its data quota, and the threshold had been crossed. */
  void low(long sim, long used) {
    parts
        .database()
        .useTransaction(transaction ->
            transaction
                .handle()
                .execute(
                    "update quota set used = ?, state = 'LOW' where subscription_id = ? and service = 'DATA'",
                    used,
                    sim));
  }

  /** A message centre beside it. */
  static Messages messages(
      Database database,
      Subscriptions subscriptions,
      Restrictions restrictions,
      Accounts accounts,
      Outbox outbox,
      URI network,
      Clock clock) {
    return MessagingHouse.messages(
        database,
        subscriptions,
        restrictions,
        accounts,
        outbox,
        new HttpShortMessageLink(network),
        clock);
  }

  /** Where uploads lie. */
  static Path spool() {
    try {
      return Files.createTempDirectory("simplane-spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
