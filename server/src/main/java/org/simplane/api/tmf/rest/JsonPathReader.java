// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Filter.AnyOf;
import org.simplane.api.tmf.rest.Filter.Compare;
import org.simplane.api.tmf.rest.Filter.Comparison;
import org.simplane.api.tmf.rest.Filter.Condition;
import org.simplane.api.tmf.rest.Filter.Element;

/**
 * Reads the JSONPath of {@code filter}: {@code $[?(@.status=='active' && @.x[?(@.name=='a'
 * && @.value=='b')])]}, and what stands for the same from the first attribute on, {@code
 * x[?(...)]}. Compared are attributes with texts, numbers and truth values; an {@code ||} stands
 * between conditions of one {@code &&}.
 */
final class JsonPathReader {

  private static final int LONGEST = 4000;
  private static final int DEEPEST = 20;

  private final String text;
  private int at;
  private int depth;

  private JsonPathReader(String text) {
    this.text = text;
  }

  static Filter read(String text) {
    if (text.length() > LONGEST) {
      throw ListQuery.invalid("filter", "must have at most " + LONGEST + " characters");
    }
    return new JsonPathReader(text).filter();
  }

  private Filter filter() {
    blanks();
    List<AnyOf> all;
    if (take("$")) {
      take(".");
      expect("[?(");
      all = both();
      expect(")]");
    } else {
      String path = path();
      all = List.of(new AnyOf(List.of(element(path))));
    }
    blanks();
    if (at < text.length()) {
      throw problem("nothing more was expected");
    }
    return new Filter(all);
  }

  private List<AnyOf> both() {
    if (++depth > DEEPEST) {
      throw problem("conditions are nested too deeply");
    }
    List<AnyOf> all = new ArrayList<>();
    do {
      all.addAll(either());
    } while (take("&&"));
    depth--;
    return all;
  }

  private List<AnyOf> either() {
    List<AnyOf> first = operand();
    blanks();
    if (!text.startsWith("||", at)) {
      return first;
    }
    List<Condition> alternatives = new ArrayList<>(single(first));
    while (take("||")) {
      alternatives.addAll(single(operand()));
    }
    return List.of(new AnyOf(alternatives));
  }

  private List<Condition> single(List<AnyOf> all) {
    if (all.size() != 1) {
      throw problem("|| stands between single conditions here");
    }
    return all.getFirst().alternatives();
  }

  private List<AnyOf> operand() {
    blanks();
    if (take("(")) {
      List<AnyOf> inner = both();
      expect(")");
      return inner;
    }
    expect("@.");
    String path = path();
    blanks();
    return text.startsWith("[", at)
        ? List.of(new AnyOf(List.of(element(path))))
        : List.of(new AnyOf(List.of(compare(path))));
  }

  private Element element(String path) {
    expect("[?(");
    List<AnyOf> inner = both();
    expect(")]");
    List<Compare> together = new ArrayList<>();
    for (AnyOf any : inner) {
      together.add(oneOf(any));
    }
    return new Element(path, together);
  }

  /** Alternatives for one attribute are its values. */
  private Compare oneOf(AnyOf any) {
    Set<String> values = new LinkedHashSet<>();
    Condition first = any.alternatives().getFirst();
    for (Condition one : any.alternatives()) {
      if (!(one instanceof Compare compare) || !compare.path().equals(first.path())) {
        throw problem("|| stands between values of one attribute here");
      }
      if (any.alternatives().size() > 1 && compare.comparison() != Comparison.EQ) {
        throw problem("|| stands between equal values here");
      }
      if (any.alternatives().size() == 1) {
        return compare;
      }
      values.addAll(compare.values());
    }
    return new Compare(first.path(), Comparison.EQ, List.copyOf(values));
  }

  private Compare compare(String path) {
    blanks();
    Comparison comparison;
    if (take("==")) {
      comparison = Comparison.EQ;
    } else if (take(">=")) {
      comparison = Comparison.GTE;
    } else if (take("<=")) {
      comparison = Comparison.LTE;
    } else if (take(">")) {
      comparison = Comparison.GT;
    } else if (take("<")) {
      comparison = Comparison.LT;
    } else {
      throw problem("==, >=, <=, > or < was expected");
    }
    return new Compare(path, comparison, List.of(literal()));
  }

  private String literal() {
    blanks();
    if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
      return quoted(text.charAt(at));
    }
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (from == at) {
      throw problem("a value was expected");
    }
    return text.substring(from, at);
  }

  private String quoted(char mark) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != mark) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
      at++;
    }
    if (at >= text.length()) {
      throw problem("a text does not end");
    }
    at++;
    if (value.indexOf("\0") >= 0) {
      throw problem("a text has a character 0");
    }
    return value.toString();
  }

  /** {@code a.b.@type}: names with dots between. */
  private String path() {
    blanks();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_.@-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (from == at) {
      throw problem("the name of an attribute was expected");
    }
    return text.substring(from, at);
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean take(String token) {
    blanks();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  /** With blanks anywhere between its characters. */
  private void expect(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (!take(String.valueOf(token.charAt(i)))) {
        throw problem("'" + token + "' was expected");
      }
    }
  }

  private FailureException problem(String what) {
    return ListQuery.invalid(
        "filter", "is no JSONPath that is understood here: at character " + (at + 1) + ", " + what);
  }
}
