// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import org.simplane.simulator.control.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Works into an answer what no document knows. */
final class Distortion {

  private Distortion() {}

  static Answer unknownStateWord(Answer answer) {
    return changed(
        answer,
        object -> {
          if (object.path("status").isString()) {
            object.put("status", "Hibernating");
          }
        });
  }

  static Answer extraField(Answer answer) {
    return changed(
        answer, object -> object.putObject("carbon_footprint").putArray("grams").add(1).add(2));
  }

  private interface Change {
    void make(ObjectNode object);
  }

  private static Answer changed(Answer answer, Change change) {
    if (answer.body().isEmpty()) {
      return answer;
    }
    JsonNode body = Json.MAPPER.readTree(answer.body());
    change(body, change);
    return answer.withBody(body.toString());
  }

  private static void change(JsonNode node, Change change) {
    node.forEach(child -> change(child, change));
    if (node instanceof ObjectNode object) {
      change.make(object);
    }
  }
}
