// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import tools.jackson.databind.JsonNode;

/** A JSON object that a client sent; fields that are not known are passed over. */
record JsonBody(JsonNode object) {

  static JsonBody of(Context context, int limit) {
    return of(Body.json(context, limit), "");
  }

  static JsonBody of(JsonNode node, String where) {
    if (!node.isObject()) {
      throw invalid(where, "a JSON object is expected");
    }
    return new JsonBody(node);
  }

  Optional<JsonNode> field(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  JsonNode required(String name) {
    return field(name).orElseThrow(() -> invalid(name, "is missing"));
  }

  Optional<String> text(String name) {
    return field(name)
        .map(node -> {
          if (!node.isString() && !node.isNumber()) {
            throw invalid(name, "a text is expected");
          }
          String text = node.asString();
          boolean storable =
              text.indexOf('\0') < 0
                  && text.codePoints()
                      .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
          if (!storable) {
            throw invalid(name, "holds characters that are none");
          }
          return text;
        });
  }

  Optional<Long> whole(String name) {
    return field(name).map(node -> whole(node, name));
  }

  static long whole(JsonNode node, String name) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    try {
      return Long.parseLong(node.isString() ? node.stringValue() : "");
    } catch (NumberFormatException e) {
      throw invalid(name, "a whole number is expected");
    }
  }

  static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}
