// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;

/** Finds what ids mean. What is out of a caller's sight is answered like what does not exist. */
final class Products {

  private static final int MOST_OF_ONE_SERIAL = 10;

  private final Subscriptions subscriptions;
  private final Accounts accounts;

  Products(Subscriptions subscriptions, Accounts accounts) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  /** What a client named: a product, and the part of it that was meant. */
  record Named(Product product, Part part) {}

  /** In the order given. */
  List<Product> of(Scope scope, Collection<Subscription> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    Map<Long, Account> all = accounts.all(scope);
    Map<Long, KeptDetails> details =
        subscriptions.details(scope, found.stream().map(Subscription::id).toList());
    return found.stream()
        .map(one ->
            new Product(
                one,
                Optional.ofNullable(all.get(one.account())),
                Optional.ofNullable(details.get(one.id()))))
        .toList();
  }

  /** Throws {@code NotFound} for an id that means nothing here. */
  Named named(Scope scope, String id) {
    Map<String, Subscription> found = find(scope, List.of(id));
    Subscription subscription = found.get(id);
    if (subscription == null) {
      throw unknown(id);
    }
    Product product = of(scope, List.of(subscription)).getFirst();
    Part part = Part.of(id);
    if (part != Part.BUNDLE && !product.parts().contains(part)) {
      throw unknown(id);
    }
    return new Named(product, part);
  }

  static FailureException unknown(String id) {
    return new FailureException(new Failure.NotFound("product", id));
  }

  /**
   * By ids of products or sub-products; what is not known is absent. Where several accounts of one
   * operator hold the same SIM, the oldest account's is meant.
   */
  Map<String, Subscription> find(Scope scope, Collection<String> ids) {
    Map<Long, Account> all = accounts.all(scope);
    List<String> operators =
        all.values().stream()
            .map(Account::operatorName)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    Map<String, Key> keys = new LinkedHashMap<>();
    for (String id : ids) {
      Key.of(id, operators).ifPresent(key -> keys.put(id, key));
    }
    Map<String, List<Subscription>> holders =
        subscriptions.findByBusinessIds(
            scope, keys.values().stream().map(Key::businessId).distinct().toList());
    Map<String, Subscription> found = new HashMap<>();
    keys.forEach((id, key) ->
        holders.getOrDefault(key.businessId(), List.of()).stream()
            .filter(one -> {
              Account account = all.get(one.account());
              return account != null && account.operatorName().equalsIgnoreCase(key.operator());
            })
            .min(Comparator.comparingLong(Subscription::account))
            .ifPresent(one -> found.put(id, one)));
    return found;
  }

  /** By ICCIDs or serial numbers, in the order asked; several where several accounts hold one. */
  Map<String, List<Subscription>> findByBusinessIds(
      Scope scope, Collection<String> businessIds, Subscription.Kind kind) {
    Map<String, List<Subscription>> found = new LinkedHashMap<>();
    Map<String, List<Subscription>> holders = subscriptions.findByBusinessIds(scope, businessIds);
    for (String id : businessIds) {
      List<Subscription> ofKind = new ArrayList<>(holders.getOrDefault(id, List.of()));
      ofKind.removeIf(one -> one.kind() != kind);
      if (kind == Subscription.Kind.TERMINAL && ofKind.isEmpty()) {
        ofKind.addAll(withSimCard(scope, id));
      }
      found.put(id, ofKind);
    }
    return found;
  }

  /** Terminals that are known by their SIM card first, as Galaxy 1 has them. */
  private List<Subscription> withSimCard(Scope scope, String serial) {
    return subscriptions
        .page(
            scope,
            SubscriptionQuery.ALL
                .withDetails(Map.of("terminalSerialNumber", serial))
                .withPage(1, MOST_OF_ONE_SERIAL))
        .subscriptions();
  }

  /** An id taken apart. */
  private record Key(String operator, String businessId) {

    /**
     * @param operators the longest first: one's name may begin like another's
     */
    static Optional<Key> of(String id, List<String> operators) {
      String whole = id.substring(0, id.length() - Part.of(id).suffix().length());
      return operators.stream()
          .filter(name -> whole.regionMatches(true, 0, name + "-", 0, name.length() + 1))
          .findFirst()
          .map(name -> new Key(name, whole.substring(name.length() + 1)));
    }
  }
}
