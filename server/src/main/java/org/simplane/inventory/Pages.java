// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.db.Database;

/** Pages of lists and their totals. */
final class Pages {

  private static final Set<Subscription.Kind> SIMS = Set.of(Subscription.Kind.SIM);
  private static final Set<Subscription.Kind> TERMINALS = Set.of(Subscription.Kind.TERMINAL);

  private final Database database;
  private final PageAnchors anchors = new PageAnchors();

  Pages(Database database) {
    this.database = database;
  }

  SubscriptionPage page(Scope scope, SubscriptionQuery asked) {
    SubscriptionQuery query = withoutNeedlessKind(scope, asked);
    return query.cursor().isPresent()
        ? fill(
            scope, query, Optional.of(Position.of(query.cursor().get(), Listing.order(query))), 0)
        : numbered(scope, query);
  }

  SubscriptionPage.Total count(Scope scope, SubscriptionQuery query) {
    return database.read(handle -> total(scope, handle, query));
  }

  private SubscriptionPage numbered(Scope scope, SubscriptionQuery query) {
    PageAnchors.Anchor anchor = anchors.nearest(scope, query);
    long offset = (query.page() - anchor.page()) * query.pageSize();
    if (anchor.begin().isEmpty()) {
      offset += query.skipped();
    }
    SubscriptionPage page = fill(scope, query, anchor.begin(), offset);
    if (!page.subscriptions().isEmpty() && page.next().isPresent()) {
      anchors.note(scope, query, Position.of(page.next().get(), Listing.order(query)));
    }
    return page;
  }

  private SubscriptionPage fill(
      Scope scope, SubscriptionQuery query, Optional<Position> after, long offset) {
    return database.read(handle -> {
      SubscriptionPage.Total total = total(scope, handle, query);
      if (total.exact() && offset >= total.count()) {
        return new SubscriptionPage(List.of(), Optional.empty(), total);
      }
      int size = query.pageSize();
      List<ListStore.Placed> rows =
          ListStore.rows(
              scope, handle, query, Listing.isSparse(query, total), after, offset, size + 1);
      Optional<String> next =
          rows.size() > size
              ? Optional.of(rows.get(size - 1).position().cursor(Listing.order(query)))
              : Optional.empty();
      List<Subscription> shown =
          rows.stream().limit(size).map(ListStore.Placed::subscription).toList();
      return new SubscriptionPage(shown, next, total);
    });
  }

  /** Where there are no terminals, all are SIMs, and a list of these is as quick as one of all. */
  private SubscriptionQuery withoutNeedlessKind(Scope scope, SubscriptionQuery query) {
    if (!query.kinds().equals(SIMS)) {
      return query;
    }
    long terminals = database.read(handle -> terminals(scope, handle, query, 1));
    return terminals == 0 ? query.withKinds(Set.of()) : query;
  }

  /** As far as account and organisation narrow the query; by an index of these few alone. */
  private static long terminals(Scope scope, Handle handle, SubscriptionQuery query, long limit) {
    SubscriptionQuery placed = SubscriptionQuery.ALL.withAccounts(query.accounts());
    SubscriptionQuery ofOne =
        query.organisation().isPresent()
            ? placed.withOrganisation(query.organisation().getAsLong())
            : placed;
    return ListStore.count(scope, handle, ofOne.withKinds(TERMINALS), limit);
  }

  private static SubscriptionPage.Total total(Scope scope, Handle handle, SubscriptionQuery query) {
    if (!query.isFiltered()) {
      return new SubscriptionPage.Total(ListStore.total(scope, handle, query), true);
    }
    long limit = query.countUpTo();
    if (query.kinds().equals(SIMS) && !query.withKinds(Set.of()).isFiltered()) {
      // Terminals that come in between the two are no fewer SIMs than none.
      long all = ListStore.total(scope, handle, query);
      long sims = Math.max(0, all - terminals(scope, handle, query, Long.MAX_VALUE));
      return new SubscriptionPage.Total(Math.min(sims, limit), sims <= limit);
    }
    long counted =
        ListStore.count(scope, handle, query, limit == Long.MAX_VALUE ? limit : limit + 1);
    return new SubscriptionPage.Total(Math.min(counted, limit), counted <= limit);
  }
}
