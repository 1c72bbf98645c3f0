// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.simplane.operator.Status;

/**
 * Which subscriptions, in what order, and which page of them. Filters combine: all must hold.
 *
 * @param statuses any of these; empty: all
 * @param accounts of any of these operator accounts; empty: all
 * @param kinds any of these; empty: all
 * @param organisation in this organisation alone; empty: all in scope
 * @param tags has every one of them
 * @param attributes has every one of them with that value
 * @param details the operator tells each of these, under the names of {@link DetailFacts}, in
 *     exactly that writing; of what there are several, such as APNs, one is
 * @param businessIds is known by any of these: an ICCID with or without its check digit, or a
 *     terminal's serial number; empty: all
 * @param prefixes an identifier of that kind begins so; blanks, dashes and capitals do not matter
 * @param sort in doubt by what is searched for, else by id
 * @param cursor where to go on: {@link SubscriptionPage#next} of the page before; wins over {@code
 *     page}
 * @param page counted from 1
 * @param skipped so many rows before the first page, fewer than a page has
 * @param countUpTo how far matches of a filter are counted for the total; a total without filters
 *     is always exact
 */
public record SubscriptionQuery(
    Set<Status> statuses,
    Set<Long> accounts,
    Set<Subscription.Kind> kinds,
    OptionalLong organisation,
    Set<String> tags,
    Map<String, String> attributes,
    Map<String, String> details,
    Set<String> businessIds,
    Map<IdentifierKind, String> prefixes,
    Optional<Sort> sort,
    Optional<String> cursor,
    int page,
    int skipped,
    int pageSize,
    long countUpTo) {

  /** How many matches of a filter are counted unless asked otherwise. */
  public static final long USUAL_COUNT = 10_000;

  public static final int LARGEST_PAGE = 10_000;

  /** Everything in scope, by id, the first 100. */
  public static final SubscriptionQuery ALL =
      new SubscriptionQuery(
          Set.of(),
          Set.of(),
          Set.of(),
          OptionalLong.empty(),
          Set.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          1,
          0,
          100,
          USUAL_COUNT);

  public SubscriptionQuery {
    statuses = Set.copyOf(statuses);
    accounts = Set.copyOf(accounts);
    kinds = Set.copyOf(kinds);
    tags = Set.copyOf(tags);
    details = Map.copyOf(details);
    businessIds = Set.copyOf(businessIds);
    attributes = Map.copyOf(attributes);
    prefixes = Map.copyOf(prefixes);
    if (skipped < 0 || skipped >= Math.max(1, pageSize)) {
      throw new IllegalArgumentException("Fewer rows than a page are skipped before the first");
    }
    if (page < 1 || pageSize < 1 || pageSize > LARGEST_PAGE) {
      throw new IllegalArgumentException("Pages count from 1 and hold 1 to " + LARGEST_PAGE);
    }
  }

  /** By what. Absent values come first in ascending order; equal ones are ordered by id. */
  public enum SortKey {
    ID,
    ICCID,
    IMEI,
    IP_ADDRESS,
    LABEL
  }

  /** An order. */
  public record Sort(SortKey key, boolean descending) {}

  /** Whether more than account and organisation narrow it, so that its total has to be counted. */
  public boolean isFiltered() {
    return !statuses.isEmpty()
        || !kinds.isEmpty()
        || !tags.isEmpty()
        || !attributes.isEmpty()
        || !details.isEmpty()
        || !businessIds.isEmpty()
        || !prefixes.isEmpty();
  }

  public SubscriptionQuery withStatuses(Set<Status> statuses) {
    return with(parts -> parts.statuses = statuses);
  }

  public SubscriptionQuery withAccount(long account) {
    return withAccounts(Set.of(account));
  }

  public SubscriptionQuery withAccounts(Set<Long> accounts) {
    return with(parts -> parts.accounts = accounts);
  }

  public SubscriptionQuery withKinds(Set<Subscription.Kind> kinds) {
    return with(parts -> parts.kinds = kinds);
  }

  public SubscriptionQuery withOrganisation(long organisation) {
    return with(parts -> parts.organisation = OptionalLong.of(organisation));
  }

  public SubscriptionQuery withTags(Set<String> tags) {
    return with(parts -> parts.tags = tags);
  }

  public SubscriptionQuery withAttributes(Map<String, String> attributes) {
    return with(parts -> parts.attributes = attributes);
  }

  public SubscriptionQuery withDetails(Map<String, String> details) {
    return with(parts -> parts.details = details);
  }

  public SubscriptionQuery withBusinessIds(Set<String> businessIds) {
    return with(parts -> parts.businessIds = businessIds);
  }

  public SubscriptionQuery withPrefixes(Map<IdentifierKind, String> prefixes) {
    return with(parts -> parts.prefixes = prefixes);
  }

  public SubscriptionQuery withSort(SortKey key, boolean descending) {
    return with(parts -> parts.sort = Optional.of(new Sort(key, descending)));
  }

  public SubscriptionQuery withCursor(Optional<String> cursor) {
    return with(parts -> parts.cursor = cursor);
  }

  public SubscriptionQuery withPage(int page, int pageSize) {
    return with(parts -> {
      parts.page = page;
      parts.skipped = 0;
      parts.pageSize = pageSize;
    });
  }

  /** {@code limit} rows behind the first {@code offset}. */
  public SubscriptionQuery withOffset(long offset, int limit) {
    return with(parts -> {
      parts.page = (int) Math.min(offset / limit + 1, Integer.MAX_VALUE);
      parts.skipped = (int) (offset % limit);
      parts.pageSize = limit;
    });
  }

  public SubscriptionQuery countingUpTo(long countUpTo) {
    return with(parts -> parts.countUpTo = countUpTo);
  }

  private SubscriptionQuery with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.query();
  }

  /** A query being changed. */
  private static final class Parts {

    private Set<Status> statuses;
    private Set<Long> accounts;
    private Set<Subscription.Kind> kinds;
    private OptionalLong organisation;
    private Set<String> tags;
    private Map<String, String> attributes;
    private Map<String, String> details;
    private Set<String> businessIds;
    private Map<IdentifierKind, String> prefixes;
    private Optional<Sort> sort;
    private Optional<String> cursor;
    private int page;
    private int skipped;
    private int pageSize;
    private long countUpTo;

    private Parts(SubscriptionQuery query) {
      this.statuses = query.statuses;
      this.accounts = query.accounts;
      this.kinds = query.kinds;
      this.organisation = query.organisation;
      this.tags = query.tags;
      this.attributes = query.attributes;
      this.details = query.details;
      this.businessIds = query.businessIds;
      this.prefixes = query.prefixes;
      this.sort = query.sort;
      this.cursor = query.cursor;
      this.page = query.page;
      this.skipped = query.skipped;
      this.pageSize = query.pageSize;
      this.countUpTo = query.countUpTo;
    }

    private SubscriptionQuery query() {
      return new SubscriptionQuery(
          statuses,
          accounts,
          kinds,
          organisation,
          tags,
          attributes,
          details,
          businessIds,
          prefixes,
          sort,
          cursor,
          page,
          skipped,
          pageSize,
          countUpTo);
    }
  }
}
