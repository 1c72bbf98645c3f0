// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Details;
import org.simplane.operator.Iccid;

/** The subscriptions in a caller's sight, each with its account and what its operator tells. */
public final class Fleet {

  private final Subscriptions subscriptions;
  private final Accounts accounts;

  public Fleet(Subscriptions subscriptions, Accounts accounts) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  /** A page of a list, from any offset on. */
  public record Page(List<Member> members, long total) {}

  public Page page(Scope scope, SubscriptionQuery query, long offset, int limit) {
    SubscriptionQuery counted = query.countingUpTo(Long.MAX_VALUE);
    long number = offset / limit + 1;
    if (number > Integer.MAX_VALUE - 1) {
      return new Page(List.of(), subscriptions.count(scope, counted).count());
    }
    int skip = (int) (offset % limit);
    SubscriptionPage first = subscriptions.page(scope, counted.withPage((int) number, limit));
    List<Subscription> rows = new ArrayList<>(first.subscriptions());
    if (skip > 0) {
      rows.addAll(
          subscriptions.page(scope, counted.withPage((int) number + 1, limit)).subscriptions());
    }
    List<Subscription> shown =
        rows.subList(Math.min(skip, rows.size()), Math.min(skip + limit, rows.size()));
    return new Page(members(scope, shown), first.total().count());
  }

  /** With account and details, in the same order. */
  public List<Member> members(Scope scope, Collection<Subscription> rows) {
    Map<Long, Account> known = accounts(scope);
    List<Member> members = new ArrayList<>(rows.size());
    for (Subscription row : rows) {
      Account account = known.get(row.account());
      if (account != null) {
        members.add(
            new Member(row, account, operatorName(account), Details.NONE, Optional.empty()));
      }
    }
    return members;
  }

  public Optional<Member> find(Scope scope, long subscription) {
    return subscriptions.find(scope, subscription).flatMap(row -> member(scope, row));
  }

  /** What a product id names; where several accounts fit, the one with the lowest number. */
  public Optional<Found> product(Scope scope, String id) {
    Part part = Part.of(id);
    String bundle = id.substring(0, id.length() - part.suffix().length());
    List<Found> found = new ArrayList<>();
    Map<String, List<Account>> byName =
        accounts(scope).values().stream().collect(Collectors.groupingBy(Fleet::operatorName));
    byName.forEach((name, named) -> {
      if (bundle.startsWith(name + "-")) {
        String businessId = bundle.substring(name.length() + 1);
        for (Subscription row : byBusinessId(scope, businessId)) {
          if (named.stream().anyMatch(account -> account.id() == row.account())) {
            member(scope, row)
                .filter(member -> part.in(member).isPresent())
                .ifPresent(member -> found.add(new Found(member, part)));
          }
        }
      }
    });
    return found.stream().min(Comparator.comparingLong(one -> one.member().account().id()));
  }

  /** As {@link #product}; fails as not found. */
  public Found productOrFail(Scope scope, String id) {
    return product(scope, id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("product", id)));
  }

  private Optional<Member> member(Scope scope, Subscription row) {
    return members(scope, List.of(row)).stream().findFirst();
  }

  private List<Subscription> byBusinessId(Scope scope, String businessId) {
    try {
      return subscriptions.find(scope, Iccid.of(businessId)).stream().toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private Map<Long, Account> accounts(Scope scope) {
    return accounts.page(scope, OptionalLong.empty(), 10_000).accounts().stream()
        .collect(Collectors.toMap(Account::id, account -> account));
  }

  private static String operatorName(Account account) {
    return account.platform().toUpperCase(Locale.ROOT);
  }
}
