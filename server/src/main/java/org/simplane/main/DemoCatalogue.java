// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.catalog.Products;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.SubscriptionQuery.SortKey;
import org.simplane.inventory.Subscriptions;

/**
 * A few products of the demo's reseller, and a stock of SIMs that orders are fulfilled from at
 * once.
 */
final class DemoCatalogue {

  /** The organisation that the stock lies in. */
  static final String STOCK = "Demo Stock";

  private static final int STOCKED = 20;
  private static final int VAT_PERCENT = 21;

  private final Database database;
  private final Products products;
  private final Subscriptions subscriptions;

  DemoCatalogue(Database database, Products products, Subscriptions subscriptions) {
    this.database = database;
    this.products = products;
    this.subscriptions = subscriptions;
  }

  /** Puts the products on sale that are not there yet. */
  void offer(Caller caller, long stock) {
    List<String> known =
        products.page(caller.scope(), OptionalLong.empty(), 1_000).items().stream()
            .map(Product::name)
            .toList();
    Grant full = new Grant(500L << 20, 250, 120);
    for (ProductDraft draft :
        List.of(
            draft(caller, Product.Kind.SIM, "Wanderer SIM", 1_000, full, OptionalLong.of(stock)),
            draft(caller, Product.Kind.SIM, "Wanderer eSIM", 1_200, full, OptionalLong.empty()),
            draft(
                caller,
                Product.Kind.TOP_UP,
                "Wanderer top-up 500 MB",
                1_000,
                new Grant(500L << 20, 250, 0),
                OptionalLong.empty()),
            draft(
                caller,
                Product.Kind.EXTENSION,
                "Wanderer five more years",
                500,
                new Grant(0, 0, 60),
                OptionalLong.empty()))) {
      if (!known.contains(draft.name())) {
        var _ = products.create(caller, draft, false);
      }
    }
  }

  private static ProductDraft draft(
      Caller caller, Product.Kind kind, String name, long net, Grant grant, OptionalLong stock) {
    return new ProductDraft(
        caller.scope().organisation(),
        kind,
        name,
        name,
        1,
        1,
        1_000,
        OptionalInt.empty(),
        kind == Product.Kind.SIM ? 120 : 0,
        new Price("EUR", net, net + net * VAT_PERCENT / 100),
        Optional.empty(),
        grant,
        stock,
        true);
  }

  /** Lays the last SIMs of the fleet into the stock when there is none in it. */
  void fill(Caller caller, long account, long stock) {
    if (subscriptions.count(Scope.of(stock), SubscriptionQuery.ALL).count() > 0) {
      return;
    }
    List<Long> last =
        subscriptions
            .page(
                caller.scope(),
                SubscriptionQuery.ALL
                    .withAccount(account)
                    .withSort(SortKey.ICCID, true)
                    .withPage(1, STOCKED))
            .subscriptions()
            .stream()
            .map(Subscription::id)
            .toList();
    database.useTransaction(transaction -> {
      var _ = subscriptions.move(transaction, caller, last, stock);
    });
  }
}
