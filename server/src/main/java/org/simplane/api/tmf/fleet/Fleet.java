// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Details;

/** The subscriptions in a caller's sight, each with its account and what its operator tells. */
public final class Fleet {

  /** Fewer are counted quickly, and best looked for by who knows how few they are. */
  private static final int MANY = 10_000;

  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Totals totals = new Totals();

  public Fleet(Subscriptions subscriptions, Accounts accounts) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  /** A page of a list, from any offset on. */
  public record Page(List<Member> members, long total) {}

  /**
   * In the order of our own numbers. How many there are is counted with the first page; where they
   * are many, those that follow within some seconds go by that, unless they show that it is not so
   * any more.
   */
  public Page page(Scope scope, SubscriptionQuery query, long offset, int limit) {
    SubscriptionQuery counted = query.countingUpTo(Long.MAX_VALUE);
    if (offset / limit >= Integer.MAX_VALUE - 1) {
      return new Page(List.of(), subscriptions.count(scope, counted).count());
    }
    OptionalLong known = offset == 0 ? OptionalLong.empty() : totals.of(scope, counted);
    SubscriptionPage page =
        subscriptions.page(
            scope, (known.isPresent() ? query.countingUpTo(0) : counted).withOffset(offset, limit));
    List<Member> members = members(scope, page.subscriptions());
    int rows = page.subscriptions().size();
    if (known.isPresent() && (rows == limit ? known.getAsLong() >= offset + rows : rows > 0)) {
      // The last page shows by itself how many there are.
      return new Page(members, rows == limit ? known.getAsLong() : offset + rows);
    }
    long total =
        known.isPresent() ? subscriptions.count(scope, counted).count() : page.total().count();
    if (total > MANY) {
      totals.keep(scope, counted, total);
    }
    return new Page(members, total);
  }

  /** With account and details, in the same order. */
  public List<Member> members(Scope scope, Collection<Subscription> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Long, Account> known = accounts.all(scope);
    Map<Long, KeptDetails> told =
        subscriptions.details(scope, rows.stream().map(Subscription::id).toList());
    List<Member> members = new ArrayList<>(rows.size());
    for (Subscription row : rows) {
      Account account = known.get(row.account());
      if (account != null) {
        Optional<KeptDetails> kept = Optional.ofNullable(told.get(row.id()));
        members.add(
            new Member(
                row,
                account,
                account.operatorName(),
                nameOf(scope, account),
                kept.map(KeptDetails::details).orElse(Details.NONE),
                kept.map(KeptDetails::asOf)));
      }
    }
    return members;
  }

  /** The accounts that a subscription in sight may be of, and that are like this. */
  public Set<Long> accountsOf(Scope scope, Predicate<Account> which) {
    return accounts.all(scope).values().stream()
        .filter(which)
        .map(Account::id)
        .collect(Collectors.toSet());
  }

  /**
   * As it is shown to those in scope: what an account above them is called is not their business.
   */
  public static String nameOf(Scope scope, Account account) {
    return scope.contains(account.organisation()) ? account.name() : account.operatorName();
  }

  /**
   * Whether a change of it is answered with a monitor in any case, since its operator takes it now
   * and does it later.
   */
  public boolean doesLater(Member member) {
    return accounts.capabilities(member.account().id()).doesLater();
  }

  public Optional<Member> find(Scope scope, long subscription) {
    return subscriptions.find(scope, subscription).flatMap(row -> member(scope, row));
  }

  /** What a product id names; where several accounts fit, the one with the lowest number. */
  public Optional<Found> product(Scope scope, String id) {
    return Optional.ofNullable(products(scope, List.of(id)).get(id));
  }

  /** As {@link #product}; fails as not found. */
  public Found productOrFail(Scope scope, String id) {
    return product(scope, id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("product", id)));
  }

  /** As {@link #product}, many at once; those that there are not are absent. */
  public Map<String, Found> products(Scope scope, Collection<String> ids) {
    Set<String> names =
        accounts.all(scope).values().stream()
            .map(Account::operatorName)
            .collect(Collectors.toSet());
    Map<String, List<Named>> wanted = new HashMap<>();
    Set<String> businessIds = new HashSet<>();
    for (String id : ids) {
      Part part = Part.of(id);
      String bundle = id.substring(0, id.length() - part.suffix().length());
      for (String name : names) {
        if (bundle.startsWith(name + "-") && bundle.length() > name.length() + 1) {
          String businessId = bundle.substring(name.length() + 1);
          wanted.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Named(name, businessId, part));
          businessIds.add(businessId);
        }
      }
    }
    Map<String, List<Subscription>> rows = subscriptions.findByBusinessIds(scope, businessIds);
    Map<Long, Member> members = new HashMap<>();
    members(scope, rows.values().stream().flatMap(List::stream).distinct().toList())
        .forEach(member -> members.put(member.subscription().id(), member));
    Map<String, Found> found = new HashMap<>();
    wanted.forEach((id, all) ->
        all.stream()
            .flatMap(named ->
                rows.getOrDefault(named.businessId(), List.of()).stream()
                    .map(row -> Optional.ofNullable(members.get(row.id())))
                    .flatMap(Optional::stream)
                    .filter(member -> member.operatorName().equals(named.operator()))
                    .filter(member -> named.part().in(member).isPresent())
                    .map(member -> new Found(member, named.part())))
            .min(Comparator.comparingLong(one -> one.member().account().id()))
            .ifPresent(one -> found.put(id, one)));
    return found;
  }

  /** What a product id may mean: names of operators may hold dashes too. */
  private record Named(String operator, String businessId, Part part) {}

  private Optional<Member> member(Scope scope, Subscription row) {
    return members(scope, List.of(row)).stream().findFirst();
  }
}
