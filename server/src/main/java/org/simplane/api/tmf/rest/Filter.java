// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Which resources of a list are wanted: all of these must hold.
 *
 * @param all empty: every resource
 */
public record Filter(List<AnyOf> all) {

  public static final Filter NONE = new Filter(List.of());

  public Filter {
    all = List.copyOf(all);
  }

  /** One of these must hold. */
  public record AnyOf(List<Condition> alternatives) {

    public AnyOf {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** How a value is compared. */
  public enum Comparison {
    EQ,
    GT,
    GTE,
    LT,
    LTE,
    REGEX
  }

  /** Something about one attribute. */
  public sealed interface Condition {

    /** Dotted, as the resource shows it, such as {@code relatedParty.id}. */
    String path();
  }

  /**
   * An attribute compares so to one of the values; of an array, that of any element does.
   *
   * @param values more than one only with {@link Comparison#EQ}
   */
  public record Compare(String path, Comparison comparison, List<String> values)
      implements Condition {

    public Compare {
      values = List.copyOf(values);
    }
  }

  /**
   * An array has an element for which all of these hold together.
   *
   * @param together their paths begin at the element
   */
  public record Element(String path, List<Compare> together) implements Condition {

    public Element {
      together = List.copyOf(together);
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public Filter and(Filter other) {
    return new Filter(Stream.concat(all.stream(), other.all.stream()).toList());
  }

  /** Where resources are looked through, patterns are not: a client could make them dear. */
  public void refuseRegex() {
    for (AnyOf any : all) {
      for (Condition condition : any.alternatives()) {
        List<Compare> compares =
            switch (condition) {
              case Compare compare -> List.of(compare);
              case Element element -> element.together();
            };
        if (compares.stream().anyMatch(one -> one.comparison() == Comparison.REGEX)) {
          throw ListQuery.invalid(condition.path(), "is not filtered by patterns");
        }
      }
    }
  }

  /** For lists that are small enough to be looked through. */
  public boolean matches(JsonNode resource) {
    return all.stream()
        .allMatch(any -> any.alternatives().stream().anyMatch(one -> holds(resource, one)));
  }

  private static boolean holds(JsonNode resource, Condition condition) {
    Stream<JsonNode> found = at(resource, condition.path());
    return switch (condition) {
      case Compare compare -> found.anyMatch(value -> compares(value, compare));
      case Element element ->
          found.anyMatch(
              one -> element.together().stream().allMatch(compare -> holds(one, compare)));
    };
  }

  private static boolean compares(JsonNode value, Compare compare) {
    if (!value.isValueNode()) {
      return false;
    }
    String text = value.asString("");
    return compare.values().stream()
        .anyMatch(wanted ->
            switch (compare.comparison()) {
              case EQ -> text.equals(wanted);
              case GT -> order(text, wanted) > 0;
              case GTE -> order(text, wanted) >= 0;
              case LT -> order(text, wanted) < 0;
              case LTE -> order(text, wanted) <= 0;
              case REGEX -> false; // see refuseRegex
            });
  }

  /** Numbers by their value; everything else, dates of one zone included, by its characters. */
  private static int order(String one, String other) {
    try {
      return Double.compare(Double.parseDouble(one), Double.parseDouble(other));
    } catch (NumberFormatException e) {
      return one.compareTo(other);
    }
  }

  private static Stream<JsonNode> at(JsonNode node, String path) {
    if (node.isArray()) {
      return node.valueStream().flatMap(element -> at(element, path));
    }
    if (path.isEmpty()) {
      return Stream.of(node);
    }
    int dot = path.indexOf('.');
    JsonNode child = node.get(dot < 0 ? path : path.substring(0, dot));
    return child == null ? Stream.empty() : at(child, dot < 0 ? "" : path.substring(dot + 1));
  }
}
