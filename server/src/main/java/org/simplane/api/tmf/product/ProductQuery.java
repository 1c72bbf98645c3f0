// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.rest.Filter;
import org.simplane.api.tmf.rest.Filter.AnyOf;
import org.simplane.api.tmf.rest.Filter.Compare;
import org.simplane.api.tmf.rest.Filter.Comparison;
import org.simplane.api.tmf.rest.Filter.Condition;
import org.simplane.api.tmf.rest.Filter.Element;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.operator.Status;

/**
 * Turns the filter of a product list into a query of the inventory. What the inventory is not
 * searched by is refused, rather than found by looking through all there is. The characteristics of
 * a bundle are those of its parts too.
 */
final class ProductQuery {

  private static final String CHARACTERISTIC = "productCharacteristic";
  private static final String PROPERTY = "customProperty";
  private static final String NAME = "name";
  private static final String VALUE = "value";

  private static final String FILTERS =
      "is not filtered by in this way. There are id, status, isBundle, productSerialNumber,"
          + " productOffering.id and .name, relatedParty.id and .name (one of several values each"
          + " but for a customer or offering), and productCharacteristic.name with"
          + " productCharacteristic.value, customProperty.name with customProperty.value";

  private final Narrowing narrowing;

  private ProductQuery(Scope scope, Fleet fleet) {
    this.narrowing = new Narrowing(scope, fleet);
  }

  /**
   * What to ask the inventory for.
   *
   * @param query empty where nothing can match
   * @param ids where the list is of products named by their ids; the query does not tell of them
   * @param looksThrough whether what is found is still to be held against the filter
   */
  record Plan(Optional<SubscriptionQuery> query, Optional<Set<String>> ids, boolean looksThrough) {}

  static Plan of(Scope scope, Fleet fleet, Filter filter) {
    Optional<Set<String>> ids = filter.all().stream().flatMap(any -> ids(any).stream()).findFirst();
    if (ids.isPresent()) {
      filter.refuseRegex();
      return new Plan(Optional.empty(), ids, true);
    }
    ProductQuery query = new ProductQuery(scope, fleet);
    Map<String, Compare> halves = new HashMap<>();
    for (AnyOf any : filter.all()) {
      query.add(any, halves);
    }
    query.join(halves, CHARACTERISTIC);
    query.join(halves, PROPERTY);
    return new Plan(query.narrowing.query(), Optional.empty(), query.narrowing.looksThrough());
  }

  private static Optional<Set<String>> ids(AnyOf any) {
    boolean alone =
        any.alternatives().stream()
            .allMatch(one ->
                one instanceof Compare compare
                    && compare.path().equals("id")
                    && compare.comparison() == Comparison.EQ);
    return alone && !any.alternatives().isEmpty()
        ? Optional.of(Set.copyOf(values(any)))
        : Optional.empty();
  }

  /** The values of alternatives that are all about one attribute. */
  private static List<String> values(AnyOf any) {
    return any.alternatives().stream()
        .flatMap(one -> one instanceof Compare compare ? compare.values().stream() : Stream.empty())
        .distinct()
        .toList();
  }

  private void add(AnyOf any, Map<String, Compare> halves) {
    if (any.alternatives().isEmpty()) {
      return;
    }
    Condition first = any.alternatives().getFirst();
    String path = first.path();
    if (first instanceof Element element) {
      if (any.alternatives().size() > 1) {
        throw refused(path);
      }
      add(element);
      return;
    }
    for (Condition one : any.alternatives()) {
      if (!(one instanceof Compare compare)
          || !one.path().equals(path)
          || compare.comparison() != Comparison.EQ) {
        throw refused(one.path());
      }
    }
    Compare compare = new Compare(path, Comparison.EQ, values(any));
    if (path.equals(CHARACTERISTIC + "." + NAME)
        || path.equals(CHARACTERISTIC + "." + VALUE)
        || path.equals(PROPERTY + "." + NAME)
        || path.equals(PROPERTY + "." + VALUE)) {
      if (halves.put(path, compare) != null) {
        throw invalid(path, "is given twice; filter=productCharacteristic[?(...)] may be repeated");
      }
      return;
    }
    add(compare);
  }

  /**
   * Name and value as two conditions would hold for two different elements too (TMF630); nobody
   * means that, and it could not be searched for.
   */
  private void join(Map<String, Compare> halves, String array) {
    Compare name = halves.get(array + "." + NAME);
    Compare value = halves.get(array + "." + VALUE);
    if (name == null && value == null) {
      return;
    }
    if (name == null || value == null) {
      throw invalid(
          array, "is filtered by name and value together: " + array + ".name, " + array + ".value");
    }
    add(
        new Element(
            array,
            List.of(
                new Compare(NAME, Comparison.EQ, name.values()),
                new Compare(VALUE, Comparison.EQ, value.values()))));
  }

  private void add(Element element) {
    String name = null;
    List<String> values = List.of();
    for (Compare compare : element.together()) {
      if (compare.comparison() != Comparison.EQ) {
        throw refused(element.path());
      }
      switch (compare.path()) {
        case NAME -> name = compare.values().size() == 1 ? compare.values().getFirst() : null;
        case VALUE -> values = compare.values();
        default -> throw refused(element.path() + "." + compare.path());
      }
    }
    if (name == null || values.isEmpty()) {
      throw invalid(element.path(), "is filtered by one name together with a value");
    }
    switch (element.path()) {
      case CHARACTERISTIC -> narrowing.characteristic(name, values);
      case PROPERTY -> narrowing.property(name, values);
      default -> throw refused(element.path());
    }
  }

  private void add(Compare compare) {
    List<String> values = compare.values();
    switch (compare.path()) {
      case "status" -> narrowing.statuses(statuses(values));
      case "isBundle" -> {
        if (!values.equals(List.of("true"))) {
          throw invalid(
              "isBundle",
              "is true of all that is listed; parts are in their bundles, or asked for by id");
        }
      }
      case "productSerialNumber" -> narrowing.businessIds(values);
      case "productOffering.id", "productOffering.name" ->
          narrowing.detail("productOffering", "servicePlan", values);
      case "relatedParty.id", "relatedParty.partyOrPartyRole.id" -> narrowing.parties(values);
      case "relatedParty.name", "relatedParty.partyOrPartyRole.name" ->
          narrowing.accountNames(values);
      default -> throw refused(compare.path());
    }
  }

  private static Set<Status> statuses(List<String> words) {
    Set<Status> statuses = EnumSet.noneOf(Status.class);
    Set<String> own = Arrays.stream(Status.values()).map(Status::name).collect(Collectors.toSet());
    for (String word : words) {
      if (own.contains(word)) {
        statuses.add(Status.valueOf(word));
      } else {
        statuses.addAll(ProductStates.shownAs(word));
      }
    }
    return statuses;
  }

  static FailureException refused(String path) {
    return invalid(path, FILTERS);
  }

  static FailureException invalid(String path, String message) {
    return new FailureException(Failure.Invalid.field(path, message));
  }
}
