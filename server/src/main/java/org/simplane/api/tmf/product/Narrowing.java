// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.inventory.IdentifierKind;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.operator.Status;

/** A query of the inventory as it is narrowed, condition by condition. */
final class Narrowing {

  private static final String ACCOUNT = Product.accountParty(0).replace("0", "");
  private static final Pattern ACCOUNT_PARTY = Pattern.compile(ACCOUNT + "\\d{1,18}");

  /** Numbers that the inventory finds by how they begin. */
  private static final Map<String, IdentifierKind> NUMBERS =
      Map.of(
          "IMSI",
          IdentifierKind.IMSI,
          "MSISDN",
          IdentifierKind.MSISDN_DATA,
          "imei",
          IdentifierKind.IMEI);

  /** Characteristics that the inventory keeps as facts under another name. */
  private static final Map<String, String> FACTS =
      Map.of(
          "networkProvider",
          "provider",
          "name",
          "terminalName",
          "serialNumber",
          "terminalSerialNumber");

  /** Shown, and not searched by. */
  private static final Set<String> UNSEARCHED =
      Set.of(
          Product.OPERATOR_STATUS,
          "euiccid",
          "dateActivated",
          "dateUpdated",
          "latitude",
          "longitude",
          "lastUpdated",
          "usageType");

  private final Scope scope;
  private final Fleet fleet;
  private Optional<Set<Status>> statuses = Optional.empty();
  private Optional<Set<Long>> accounts = Optional.empty();
  private Optional<Set<String>> businessIds = Optional.empty();
  private Optional<Set<Subscription.Kind>> kinds = Optional.empty();
  private final Map<String, String> details = new HashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private final Map<IdentifierKind, String> prefixes = new EnumMap<>(IdentifierKind.class);

  Narrowing(Scope scope, Fleet fleet) {
    this.scope = scope;
    this.fleet = fleet;
  }

  /** Numbers are found by how they begin, so more may be found than is meant. */
  boolean looksThrough() {
    return !prefixes.isEmpty();
  }

  /** Empty where nothing can match. */
  Optional<SubscriptionQuery> query() {
    boolean nothing =
        List.of(statuses, accounts, businessIds, kinds).stream()
            .anyMatch(one -> one.filter(Set::isEmpty).isPresent());
    return nothing
        ? Optional.empty()
        : Optional.of(
            SubscriptionQuery.ALL
                .withStatuses(statuses.orElse(Set.of()))
                .withAccounts(accounts.orElse(Set.of()))
                .withBusinessIds(businessIds.orElse(Set.of()))
                .withKinds(kinds.orElse(Set.of()))
                .withDetails(details)
                .withAttributes(attributes)
                .withPrefixes(prefixes));
  }

  void statuses(Set<Status> wanted) {
    statuses = Optional.of(both(statuses, wanted));
  }

  void businessIds(List<String> wanted) {
    businessIds = Optional.of(both(businessIds, Set.copyOf(wanted)));
  }

  void accounts(Predicate<Account> which) {
    accounts = Optional.of(both(accounts, fleet.accountsOf(scope, which)));
  }

  /** Accounts, or a customer of an operator. */
  void accountNames(List<String> names) {
    accounts(account -> names.contains(Fleet.nameOf(scope, account)));
  }

  void parties(List<String> ids) {
    if (ids.stream().allMatch(id -> ACCOUNT_PARTY.matcher(id).matches())) {
      accounts(account -> ids.contains(Product.accountParty(account.id())));
    } else {
      detail("relatedParty.id", "customer", ids);
    }
  }

  void property(String name, List<String> values) {
    put(attributes, "customProperty", name, values);
  }

  void detail(String path, String fact, List<String> values) {
    put(details, path, fact, values);
  }

  void characteristic(String name, List<String> values) {
    switch (name) {
      case Product.STATUS ->
          statuses(
              Arrays.stream(Status.values())
                  .filter(status -> values.contains(status.name()))
                  .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class))));
      case "SYSTEM" -> accounts(account -> values.contains(account.operatorName()));
      case "connectivityType" -> {
        Set<Subscription.Kind> wanted = EnumSet.noneOf(Subscription.Kind.class);
        if (values.contains("CELLULAR")) {
          wanted.add(Subscription.Kind.SIM);
        }
        if (values.contains("SATELLITE")) {
          wanted.add(Subscription.Kind.TERMINAL);
        }
        kinds = Optional.of(both(kinds, wanted));
      }
      case "ICCID" -> {
        businessIds(values);
        kinds = Optional.of(both(kinds, Set.of(Subscription.Kind.SIM)));
      }
      default -> {
        IdentifierKind number = NUMBERS.get(name);
        if (number != null) {
          number(name, number, values);
        } else if (UNSEARCHED.contains(name)) {
          throw ProductQuery.invalid(
              "productCharacteristic", "'" + name + "' is shown, and not filtered by");
        } else {
          detail("productCharacteristic " + name, FACTS.getOrDefault(name, name), values);
        }
      }
    }
  }

  private void number(String name, IdentifierKind kind, List<String> values) {
    if (values.size() > 1 || values.getFirst().isBlank() || prefixes.containsKey(kind)) {
      throw ProductQuery.invalid(
          "productCharacteristic", "'" + name + "' is filtered by one value");
    }
    prefixes.put(kind, values.getFirst());
  }

  private static void put(Map<String, String> all, String path, String name, List<String> values) {
    String value = values.getFirst();
    if (values.size() > 1 || !all.getOrDefault(name, value).equals(value)) {
      throw ProductQuery.invalid(path, "is filtered by one value");
    }
    all.put(name, value);
  }

  private static <T> Set<T> both(Optional<Set<T>> present, Set<T> more) {
    Set<T> both = new HashSet<>(more);
    present.ifPresent(both::retainAll);
    return both;
  }
}
