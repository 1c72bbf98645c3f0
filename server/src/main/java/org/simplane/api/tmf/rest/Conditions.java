// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a filter comes to where a list is narrowed by the store: attributes that are equal to one of
 * some values, and named values of one array.
 *
 * @param equal by path; no value is left where two conditions exclude each other
 * @param named names and values of elements that the array has to have
 */
public record Conditions(Map<String, Set<String>> equal, Map<String, String> named) {

  private static final String NAME = "name";
  private static final String VALUE = "value";

  public Conditions {
    equal = Map.copyOf(equal);
    named = Map.copyOf(named);
  }

  /**
   * Refuses what the store does not search by.
   *
   * @param known paths that it does
   * @param array whose elements have {@code name} and {@code value}, and may be searched by both
   *     together
   */
  public static Conditions of(Filter filter, Set<String> known, Optional<String> array) {
    Map<String, Set<String>> equal = new LinkedHashMap<>();
    Map<String, String> named = new HashMap<>();
    for (Filter.AnyOf any : filter.all()) {
      Filter.Condition first =
          any.alternatives().stream()
              .findFirst()
              .orElseThrow(() -> ListQuery.invalid("", "A condition is empty"));
      if (first instanceof Filter.Element element) {
        if (any.alternatives().size() > 1 || !array.equals(Optional.of(element.path()))) {
          throw refused(element.path(), known, array);
        }
        add(named, element, known, array);
        continue;
      }
      Set<String> values = new LinkedHashSet<>();
      for (Filter.Condition one : any.alternatives()) {
        if (!(one instanceof Filter.Compare compare)
            || compare.comparison() != Filter.Comparison.EQ
            || !compare.path().equals(first.path())
            || !known.contains(compare.path())) {
          throw refused(one.path(), known, array);
        }
        values.addAll(compare.values());
      }
      equal.merge(
          first.path(),
          values,
          (before, now) -> {
            before.retainAll(now);
            return before;
          });
    }
    return new Conditions(equal, named);
  }

  /** The values that an attribute may have; empty: any. */
  public Optional<Set<String>> of(String path) {
    return Optional.ofNullable(equal.get(path));
  }

  private static void add(
      Map<String, String> named,
      Filter.Element element,
      Set<String> known,
      Optional<String> array) {
    Map<String, String> pair = new HashMap<>();
    for (Filter.Compare compare : element.together()) {
      if (compare.comparison() != Filter.Comparison.EQ || compare.values().size() != 1) {
        throw refused(element.path(), known, array);
      }
      pair.put(compare.path(), compare.values().getFirst());
    }
    String name = pair.get(NAME);
    String value = pair.get(VALUE);
    if (pair.size() != 2 || name == null || value == null) {
      throw refused(element.path(), known, array);
    }
    named.put(name, value);
  }

  private static RuntimeException refused(String path, Set<String> known, Optional<String> array) {
    String more =
        array.map(name -> ", and by " + name + "[?(@.name=='...' && @.value=='...')]").orElse("");
    return ListQuery.invalid(
        path,
        "is not searched by like this; lists are searched for equal values of "
            + String.join(", ", new TreeSet<>(known))
            + more);
  }
}
