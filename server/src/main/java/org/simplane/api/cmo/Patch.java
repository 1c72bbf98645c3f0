// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Patch (RFC 6902) whose paths may carry a query that picks an entry of a list by its
 * members, as {@code customProperty/value?name=colour} does.
 */
record Patch(List<Operation> operations) {

  private static final int MOST = 100;

  Patch {
    operations = List.copyOf(operations);
  }

  /** What is done to a place. */
  enum Verb {
    ADD,
    REPLACE,
    REMOVE
  }

  /**
   * One operation.
   *
   * @param path without its first slash and its query
   * @param query what the entry meant has, by member
   * @param value empty for {@code remove} alone
   */
  record Operation(
      Verb verb, String path, Map<String, String> query, Optional<JsonNode> value, String where) {

    JsonNode needed() {
      return value.orElseThrow(() -> Request.invalid(where + ".value", "is missing"));
    }

    /** The value as a text. */
    String text() {
      return Request.text(needed(), where + ".value");
    }

    /** A member of the value, which must be an object. */
    Optional<String> member(String name) {
      JsonNode node = needed();
      if (!node.isObject()) {
        throw Request.invalid(where + ".value", "an object is expected");
      }
      JsonNode member = node.get(name);
      return member == null || member.isNull()
          ? Optional.empty()
          : Optional.of(Request.text(member, where + ".value." + name));
    }

    String neededMember(String name) {
      return member(name)
          .orElseThrow(() -> Request.invalid(where + ".value." + name, "is missing"));
    }
  }

  static Patch of(JsonNode body, String where) {
    if (!body.isArray() || body.isEmpty() || body.size() > MOST) {
      throw Request.invalid(where, "a list of 1 to " + MOST + " operations is expected");
    }
    List<Operation> operations = new ArrayList<>();
    for (JsonNode entry : body) {
      operations.add(operation(entry, where + "[" + operations.size() + "]"));
    }
    return new Patch(operations);
  }

  private static Operation operation(JsonNode entry, String where) {
    if (!entry.isObject()) {
      throw Request.invalid(where, "an object is expected");
    }
    Verb verb =
        switch (member(entry, "op", where).toLowerCase(Locale.ROOT)) {
          case "add" -> Verb.ADD;
          case "replace" -> Verb.REPLACE;
          case "remove" -> Verb.REMOVE;
          default -> throw Request.invalid(where + ".op", "is none of add, replace, remove");
        };
    String path = member(entry, "path", where);
    int question = path.indexOf('?');
    String plain = question < 0 ? path : path.substring(0, question);
    return new Operation(
        verb,
        plain.startsWith("/") ? plain.substring(1) : plain,
        question < 0 ? Map.of() : query(path.substring(question + 1), where),
        Optional.ofNullable(entry.get("value")).filter(value -> !value.isNull()),
        where);
  }

  private static String member(JsonNode entry, String name, String where) {
    JsonNode node = entry.get(name);
    if (node == null) {
      throw Request.invalid(where + "." + name, "is missing");
    }
    return Request.text(node, where + "." + name);
  }

  private static Map<String, String> query(String text, String where) {
    Map<String, String> query = new HashMap<>();
    try {
      for (String pair : text.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    } catch (IllegalArgumentException badEscape) {
      throw Request.invalid(where + ".path", "is not percent-encoded as it should be");
    }
    return query;
  }
}
