// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Filter.AnyOf;
import org.simplane.api.tmf.rest.Filter.Compare;
import org.simplane.api.tmf.rest.Filter.Comparison;

/**
 * The query of a request by TMF630: {@code fields}, {@code offset}, {@code limit}, {@code filter},
 * and every other parameter as a condition on an attribute.
 *
 * <p>{@code a=1&b=2}: both hold. {@code a=1,2}: one of the values. {@code a=1;b=2}: one of the two.
 * A comma or semicolon that belongs to a value is percent-encoded.
 *
 * @param fields attributes of the first level that are wanted; empty: all
 */
public record ListQuery(Optional<Set<String>> fields, long offset, int limit, Filter filter) {

  public static final int USUAL_LIMIT = 100;
  public static final int LARGEST_LIMIT = 1000;

  private static final int LONGEST_VALUE = 2000;
  private static final int MOST_VALUES = 1000;

  /** Reserved by newer definitions; what none of ours offers is refused rather than ignored. */
  private static final Set<String> NOT_OFFERED = Set.of("sort", "before", "after");

  private static final Map<String, Comparison> WORDS =
      Map.of(
          "eq",
          Comparison.EQ,
          "gt",
          Comparison.GT,
          "gte",
          Comparison.GTE,
          "lt",
          Comparison.LT,
          "lte",
          Comparison.LTE,
          "regex",
          Comparison.REGEX);

  private record Sign(String text, Comparison comparison) {}

  /** The longer ones first. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(">=", Comparison.GTE),
          new Sign("<=", Comparison.LTE),
          new Sign("*=", Comparison.REGEX),
          new Sign(">", Comparison.GT),
          new Sign("<", Comparison.LT),
          new Sign("=", Comparison.EQ));

  public ListQuery {
    fields = fields.map(Set::copyOf);
  }

  /**
   * @param query as it was sent, percent-encoded
   */
  public static ListQuery of(@Nullable String query) {
    Optional<Set<String>> fields = Optional.empty();
    long offset = 0;
    long limit = USUAL_LIMIT;
    Filter filter = Filter.NONE;
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      switch (name) {
        case "" -> {
          if (equals >= 0) {
            throw invalid("", "A parameter of the query has no name");
          }
        }
        case "fields" -> fields = Optional.of(names(value));
        case "offset" -> offset = whole(name, value, 0, Long.MAX_VALUE);
        case "limit" -> limit = whole(name, value, 1, Integer.MAX_VALUE);
        case "filter" -> filter = filter.and(JsonPathReader.read(decode(value)));
        default -> {
          if (NOT_OFFERED.contains(name)) {
            throw invalid(name, "is not offered here");
          }
          filter = filter.and(new Filter(List.of(anyOf(pair))));
        }
      }
    }
    return new ListQuery(fields, offset, (int) Math.min(limit, LARGEST_LIMIT), filter);
  }

  private static Set<String> names(String value) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : value.split(",", -1)) {
      String decoded = decode(name).strip();
      if (!decoded.isEmpty() && !decoded.equals("none")) {
        names.add(decoded);
      }
    }
    return names;
  }

  private static AnyOf anyOf(String pair) {
    List<Filter.Condition> alternatives = new ArrayList<>();
    for (String term : pair.split(";", -1)) {
      if (!term.isEmpty()) {
        alternatives.add(term(term));
      }
    }
    return new AnyOf(alternatives);
  }

  /** {@code name=value}, {@code name.gt=value}, {@code name>value}; the sign may be encoded. */
  private static Compare term(String raw) {
    String decoded = decode(raw);
    int at = decoded.length();
    Sign found = null;
    for (Sign sign : SIGNS) {
      int position = decoded.indexOf(sign.text());
      if (position > 0 && position < at) {
        at = position;
        found = sign;
      }
    }
    if (found == null) {
      throw invalid(decoded, "is not of the form attribute=value");
    }
    String path = decoded.substring(0, at).strip();
    Comparison comparison = found.comparison();
    int dot = path.lastIndexOf('.');
    if (comparison == Comparison.EQ && dot > 0 && WORDS.containsKey(path.substring(dot + 1))) {
      comparison = WORDS.getOrDefault(path.substring(dot + 1), Comparison.EQ);
      path = path.substring(0, dot);
    }
    // What stands encoded as %2C belongs to a value; so values are parted before they are decoded.
    String rawValue = behind(raw, found.text());
    List<String> values =
        (comparison == Comparison.EQ ? Stream.of(rawValue.split(",", -1)) : Stream.of(rawValue))
            .map(ListQuery::decode)
            .toList();
    check(path, values);
    return new Compare(path, comparison, values);
  }

  private static String behind(String raw, String sign) {
    int from = 0;
    for (int i = 0; i < sign.length(); i++) {
      String encoded = "%%%02X".formatted((int) sign.charAt(i));
      int plain = raw.indexOf(sign.charAt(i), from);
      int coded = indexIgnoringCase(raw, encoded, from);
      boolean isPlain = plain >= 0 && (coded < 0 || plain < coded);
      from = isPlain ? plain + 1 : coded + encoded.length();
    }
    return raw.substring(from);
  }

  private static int indexIgnoringCase(String text, String part, int from) {
    for (int i = from; i + part.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return i;
      }
    }
    return -1;
  }

  private static void check(String path, List<String> values) {
    if (values.size() > MOST_VALUES) {
      throw invalid(path, "has more than " + MOST_VALUES + " values");
    }
    for (String value : values) {
      if (value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
        throw invalid(path, "must have at most " + LONGEST_VALUE + " characters, none of them 0");
      }
    }
  }

  private static long whole(String name, String text, long least, long most) {
    try {
      long value = Long.parseLong(decode(text));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw invalid(name, "must be a whole number from " + least);
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("", "The query is not percent-encoded as it should be: " + text);
    }
  }

  static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
