// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.util.List;
import java.util.Map;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON answers, and JSON to make them of. */
public final class Answers {

  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  private Answers() {}

  public static ObjectNode object() {
    return Records.JSON.createObjectNode();
  }

  public static ArrayNode array() {
    return Records.JSON.createArrayNode();
  }

  /** A request's body as an object; empty when there is none. */
  public static ObjectNode body(String text) {
    if (text.isBlank()) {
      return object();
    }
    if (Records.JSON.readTree(text) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("The body is no JSON object");
  }

  public static ArrayNode array(List<ObjectNode> objects) {
    return array().addAll(objects);
  }

  /**
   * A whole number of the query.
   *
   * @throws IllegalArgumentException if it is none, or out of bounds
   */
  public static int number(Request request, String name, int usual, int least, int most) {
    int number = Integer.parseInt(request.parameter(name).orElse(String.valueOf(usual)));
    if (number < least || number > most) {
      throw new IllegalArgumentException(name);
    }
    return number;
  }

  public static Answer json(int status, JsonNode body, Effect... effects) {
    return new Answer(status, HEADERS, body.toString(), List.of(effects));
  }

  public static Answer empty(int status, Effect... effects) {
    return new Answer(status, Map.of(), "", List.of(effects));
  }
}
