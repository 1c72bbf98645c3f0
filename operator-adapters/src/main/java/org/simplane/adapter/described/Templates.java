// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.adapter.rest.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Fills placeholders such as {@code {key}}. */
final class Templates {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

  private Templates() {}

  /** A path; values are encoded. */
  static String path(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(RestClient.encoded(value(values, match.group(1)))));
  }

  /** A body, in whose texts placeholders are filled as they are. */
  static JsonNode body(JsonNode template, Map<String, String> values) {
    return switch (template) {
      case ObjectNode object -> {
        ObjectNode filled = object.objectNode();
        object
            .properties()
            .forEach(entry -> filled.set(entry.getKey(), body(entry.getValue(), values)));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = array.arrayNode();
        array.forEach(item -> filled.add(body(item, values)));
        yield filled;
      }
      case StringNode text ->
          StringNode.valueOf(
              PLACEHOLDER
                  .matcher(text.stringValue())
                  .replaceAll(match -> Matcher.quoteReplacement(value(values, match.group(1)))));
      default -> template;
    };
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The contract has no value for {" + name + "}");
    }
    return value;
  }
}
