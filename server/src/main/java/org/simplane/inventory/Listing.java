// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.inventory.IdentifierKind.Stretch;
import org.simplane.inventory.SubscriptionQuery.Sort;
import org.simplane.inventory.SubscriptionQuery.SortKey;

/**
 * How a query is walked: along a kind of identifiers, along a fact that the operator tells, or
 * along the ids.
 *
 * @param organisations whose subscriptions
 * @param kind the kind of identifier walked along; null: along the ids, or along the first of the
 *     facts, in the order of ids
 * @param facts what the operator must tell, see {@link DetailFacts}, the rarest first where more
 *     than one thing narrows the list
 * @param few whether the rarest is told of so few subscriptions that these are best looked at first
 * @param stretches of that kind's values; empty: all
 */
record Listing(
    SubscriptionQuery query,
    List<Long> organisations,
    @Nullable IdentifierKind kind,
    List<Long> facts,
    boolean few,
    List<Stretch> stretches,
    boolean descending) {

  /** Up to so many matches are sorted; of more, enough come by on a walk along the index. */
  static final int SPARSE = 10_000;

  static Listing of(Scope scope, Handle handle, SubscriptionQuery query) {
    Long[] organisations = organisations(scope, query);
    List<Long> facts = DetailFacts.hashes(query.details());
    boolean few = false;
    if (!facts.isEmpty() && (facts.size() > 1 || narrowsTable(query))) {
      Map<Long, Long> counts = FilterStore.counts(handle, organisations, facts, SPARSE + 1);
      facts = facts.stream().sorted(Comparator.comparing(counts::get)).toList();
      few = counts.getOrDefault(facts.getFirst(), 0L) <= SPARSE;
    }
    IdentifierKind kind = kind(query);
    String prefix = kind == null ? null : query.prefixes().get(kind);
    return new Listing(
        query,
        List.of(organisations),
        kind,
        facts,
        few,
        kind == null || prefix == null ? List.of() : kind.stretches(prefix),
        isDescending(query));
  }

  /** Those of the scope that are asked for; none when that is a stranger's. */
  static Long[] organisations(Scope scope, SubscriptionQuery query) {
    if (query.organisation().isEmpty()) {
      return scope.toArray();
    }
    long wanted = query.organisation().getAsLong();
    return scope.contains(wanted) ? new Long[] {wanted} : new Long[0];
  }

  private static @Nullable IdentifierKind kind(SubscriptionQuery query) {
    Optional<SortKey> key = query.sort().map(Sort::key);
    if (key.isEmpty()) {
      return query.prefixes().isEmpty() ? null : new TreeMap<>(query.prefixes()).firstKey();
    }
    return switch (key.get()) {
      case ID -> null;
      case ICCID -> IdentifierKind.ICCID;
      case IMEI -> IdentifierKind.IMEI;
      case IP_ADDRESS -> IdentifierKind.IP_ADDRESS;
      case LABEL -> IdentifierKind.LABEL;
    };
  }

  /** Names the order, so that a cursor of another one is noticed. */
  static String order(SubscriptionQuery query) {
    IdentifierKind kind = kind(query);
    String name = kind == null ? "id" : kind.name().toLowerCase(Locale.ROOT);
    return isDescending(query) ? "-" + name : name;
  }

  private static boolean isDescending(SubscriptionQuery query) {
    return query.sort().map(Sort::descending).orElse(false);
  }

  /** Whether a fact that the operator tells is walked along. */
  boolean alongFacts() {
    return kind == null && fromFacts();
  }

  /** Whether what is asked for is best found from the facts. */
  boolean fromFacts() {
    return !facts.isEmpty() && (few || query.accounts().isEmpty());
  }

  /** Whether each account is walked for itself. */
  boolean byAccounts() {
    return kind == null && !fromFacts() && !query.accounts().isEmpty();
  }

  /** Whether the table itself is asked, beside what is walked along. */
  boolean narrowsTable() {
    return narrowsTable(query);
  }

  private static boolean narrowsTable(SubscriptionQuery query) {
    IdentifierKind kind = kind(query);
    return !query.statuses().isEmpty()
        || !query.accounts().isEmpty()
        || !query.kinds().isEmpty()
        || !query.tags().isEmpty()
        || !query.attributes().isEmpty()
        || !query.businessIds().isEmpty()
        || query.prefixes().keySet().stream().anyMatch(other -> other != kind);
  }

  /** Whether something narrows the list that the index walked along does not know of. */
  static boolean narrowsBeyondOrder(SubscriptionQuery query) {
    int known = kind(query) == null ? 1 : 0;
    return narrowsTable(query) || query.details().size() > known;
  }

  /** Whether a filter leaves so few that they are better sorted than walked to. */
  static boolean isSparse(SubscriptionQuery query, SubscriptionPage.Total total) {
    return narrowsBeyondOrder(query) && total.exact() && total.count() <= SPARSE;
  }
}
