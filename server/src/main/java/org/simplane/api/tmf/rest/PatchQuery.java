// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns an operation of {@code application/json-patch-query+json} into operations of RFC 6902. Its
 * path names attributes without the indexes of arrays, and a query says which elements are meant:
 * {@code /productCharacteristic/value?name=simProfile}. A name of the query is relative to the
 * array, or begins with the array's own ({@code relatedParty.role=user}). What is added to an array
 * as a whole is appended, unless it is an array itself.
 */
final class PatchQuery {

  private PatchQuery() {}

  static ArrayNode resolve(JsonNode operation, JsonNode resource) {
    JsonNode path = operation.path("path");
    if (!operation.isObject() || !path.isString() || !operation.path("op").isString()) {
      throw Patch.invalid("", "Each operation has op and path");
    }
    String text = path.asString();
    int mark = text.indexOf('?');
    String plain = mark < 0 ? text : text.substring(0, mark);
    List<String> conditions =
        mark < 0 || mark + 1 == text.length()
            ? List.of()
            : List.of(text.substring(mark + 1).split("&", -1));
    List<String> names =
        List.of((plain.startsWith("/") ? plain.substring(1) : plain).split("/", -1));
    String op = operation.path("op").asString();
    List<String> pointers = new ArrayList<>();
    collect(resource, names, 0, "", conditions, pointers);
    if (pointers.isEmpty()) {
      if (conditions.isEmpty() && names.size() == 1) {
        pointers.add("/" + escape(names.getFirst()));
      } else {
        throw Patch.invalid(text, "There is nothing there");
      }
    }
    // From the last one on, so that a removal moves none of those still to come.
    ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
    for (String pointer : pointers.reversed()) {
      JsonNode target = resource.at(pointer);
      boolean appends = op.equals("add") && target.isArray() && !operation.path("value").isArray();
      ObjectNode one = ((ObjectNode) operation).deepCopy();
      one.put("path", appends ? pointer + "/-" : pointer);
      resolved.add(one);
    }
    return resolved;
  }

  private static void collect(
      JsonNode node,
      List<String> names,
      int next,
      String pointer,
      List<String> conditions,
      List<String> found) {
    if (node.isArray() && (next < names.size() || !conditions.isEmpty())) {
      String array = names.get(next - 1);
      for (int i = 0; i < node.size(); i++) {
        if (holds(node.get(i), array, conditions)) {
          collect(node.get(i), names, next, pointer + "/" + i, List.of(), found);
        }
      }
    } else if (next == names.size()) {
      found.add(pointer);
    } else if (node.isObject()) {
      String name = names.get(next);
      JsonNode child = node.get(name);
      String below = pointer + "/" + escape(name);
      if (child != null) {
        collect(child, names, next + 1, below, conditions, found);
      } else if (next == names.size() - 1) {
        found.add(below); // an attribute that is to be added
      }
    }
  }

  private static boolean holds(JsonNode element, String array, List<String> conditions) {
    for (String condition : conditions) {
      int equals = condition.indexOf('=');
      if (equals < 0) {
        throw Patch.invalid(condition, "is not of the form attribute=value");
      }
      String path = ListQuery.decode(condition.substring(0, equals));
      String value = ListQuery.decode(condition.substring(equals + 1));
      String relative = path.startsWith(array + ".") ? path.substring(array.length() + 1) : path;
      if (!element
          .at("/" + relative.replace("~", "~0").replace("/", "~1").replace('.', '/'))
          .asString("")
          .equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
