// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.operator.Status;

/**
 * Which subscriptions, in what order, and which page of them. Filters combine: all must hold.
 *
 * @param statuses any of these; empty: all
 * @param account of this operator account
 * @param organisation in this organisation alone; empty: all in scope
 * @param tags has every one of them
 * @param attributes has every one of them with that value
 * @param prefixes an identifier of that kind begins so; blanks, dashes and capitals do not matter
 * @param sort in doubt by what is searched for, else by id
 * @param cursor where to go on: {@link SubscriptionPage#next} of the page before; wins over {@code
 *     page}
 * @param page counted from 1
 * @param countUpTo how far matches of a filter are counted for the total; a total without filters
 *     is always exact
 */
public record SubscriptionQuery(
    Set<Status> statuses,
    OptionalLong account,
    OptionalLong organisation,
    Set<String> tags,
    Map<String, String> attributes,
    Map<IdentifierKind, String> prefixes,
    Optional<Sort> sort,
    Optional<String> cursor,
    int page,
    int pageSize,
    long countUpTo) {

  /** How many matches of a filter are counted unless asked otherwise. */
  public static final long USUAL_COUNT = 10_000;

  public static final int LARGEST_PAGE = 10_000;

  /** Everything in scope, by id, the first 100. */
  public static final SubscriptionQuery ALL =
      new SubscriptionQuery(
          Set.of(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Set.of(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          1,
          100,
          USUAL_COUNT);

  public SubscriptionQuery {
    statuses = Set.copyOf(statuses);
    tags = Set.copyOf(tags);
    attributes = Map.copyOf(attributes);
    prefixes = Map.copyOf(prefixes);
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
    return !statuses.isEmpty() || !tags.isEmpty() || !attributes.isEmpty() || !prefixes.isEmpty();
  }

  public SubscriptionQuery withStatuses(Set<Status> statuses) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withAccount(long account) {
    return new SubscriptionQuery(
        statuses,
        OptionalLong.of(account),
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withOrganisation(long organisation) {
    return new SubscriptionQuery(
        statuses,
        account,
        OptionalLong.of(organisation),
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withTags(Set<String> tags) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withAttributes(Map<String, String> attributes) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withPrefixes(Map<IdentifierKind, String> prefixes) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withSort(SortKey key, boolean descending) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        Optional.of(new Sort(key, descending)),
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withCursor(Optional<String> cursor) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery withPage(int page, int pageSize) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }

  public SubscriptionQuery countingUpTo(long countUpTo) {
    return new SubscriptionQuery(
        statuses,
        account,
        organisation,
        tags,
        attributes,
        prefixes,
        sort,
        cursor,
        page,
        pageSize,
        countUpTo);
  }
}
