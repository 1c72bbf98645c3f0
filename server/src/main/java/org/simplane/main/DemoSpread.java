// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;

/**
 * Hands some of the demo's SIMs on to the reseller's customers: of every ten cards in their order,
 * two to each. Every start looks through all that the reseller still has, so a kill does no harm.
 */
final class DemoSpread {

  private static final int PAGE = 5_000;
  private static final int EACH = 2;

  private final Database database;
  private final Subscriptions subscriptions;

  DemoSpread(Database database, Subscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  /** Once: a start with customers that have SIMs reads none of the fleet. */
  void over(Caller caller, long account, List<Long> customers) {
    for (long customer : customers) {
      if (subscriptions.count(Scope.of(customer), SubscriptionQuery.ALL).count() > 0) {
        return;
      }
    }
    SubscriptionQuery query =
        SubscriptionQuery.ALL
            .withAccount(account)
            .withOrganisation(caller.scope().organisation())
            .withPage(1, PAGE);
    Optional<String> cursor = Optional.empty();
    do {
      SubscriptionPage page = subscriptions.page(caller.scope(), query.withCursor(cursor));
      hand(caller, page.subscriptions(), customers);
      cursor = page.next();
    } while (cursor.isPresent());
  }

  private void hand(Caller caller, List<Subscription> cards, List<Long> customers) {
    for (int i = 0; i < customers.size(); i++) {
      List<Long> ids = new ArrayList<>();
      for (Subscription card : cards) {
        if (place(card) / EACH == i) {
          ids.add(card.id());
        }
      }
      long customer = customers.get(i);
      database.useTransaction(transaction -> {
        var _ = subscriptions.move(transaction, caller, ids, customer);
      });
    }
  }

  /** Where a card is among ten that follow each other: its last digit but the check digit. */
  private static int place(Subscription card) {
    return card.identity()
        .iccid()
        .map(iccid -> Character.digit(iccid.core().charAt(iccid.core().length() - 1), 10))
        .orElse(Integer.MAX_VALUE);
  }
}
