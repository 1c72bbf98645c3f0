// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulator's own JSON, of control and ledger. */
final class Json {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  private Json() {}

  static Answer answer(int status, JsonNode body) {
    return Answer.of(status, HEADERS, body.toString() + "\n");
  }

  static Answer problem(int status, String message) {
    ObjectNode body = MAPPER.createObjectNode();
    return answer(status, body.put("message", message));
  }
}
