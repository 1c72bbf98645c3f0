// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The monthly limits of the organisation: {@code /v1/sims/limits} and {@code
 * /v1/sims/{service}/limits}. They are kept and shown; traffic is not held to them.
 */
final class LimitsResource {

  private static final List<String> DATA = List.of("16", "64", "256", "1024");
  private static final List<String> SMS = List.of("10", "100", "1000");

  private final Clock clock;
  private final Map<String, Integer> chosen = new ConcurrentHashMap<>();

  LimitsResource(Clock clock) {
    this.clock = clock;
    reset();
  }

  void reset() {
    chosen.putAll(Map.of("data", 4, "smsmt", 3, "smsmo", 3));
  }

  Answer present(Request request) {
    return switch (request.method()) {
      case "GET" -> NceAnswers.body(wire());
      case "POST" -> choose(request);
      default -> error(405, "Method not allowed", request);
    };
  }

  /** What may be chosen; the service's name is taken in any case (a client writes smsMo). */
  Answer choices(String service, Request request) {
    List<String> values = values(service.toLowerCase(Locale.ROOT));
    if (values.isEmpty() || !request.method().equals("GET")) {
      return error(404, "No such service", request);
    }
    ObjectNode body = wire();
    ArrayNode choices = body.putArray("selectableLimits");
    for (int i = 0; i < values.size(); i++) {
      String unit = service.equalsIgnoreCase("data") ? " MB" : " SMS";
      choices.addObject().put("id", i + 1).put("description", values.get(i) + unit);
    }
    return NceAnswers.body(body);
  }

  private Answer choose(Request request) {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(request.body());
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    }
    for (String service : List.of("data", "smsMt", "smsMo")) {
      JsonNode id = body.path(service + "LimitId");
      String key = service.toLowerCase(Locale.ROOT);
      if (id.isNumber() && (id.intValue() < 1 || id.intValue() > values(key).size())) {
        return error(400, "No such limit: " + id, request);
      }
    }
    for (String service : List.of("data", "smsMt", "smsMo")) {
      JsonNode id = body.path(service + "LimitId");
      if (id.isNumber()) {
        chosen.put(service.toLowerCase(Locale.ROOT), id.intValue());
      }
    }
    return NceAnswers.empty(
        201, List.of(new Effect("organisation", "limits", "", chosen.toString())));
  }

  private ObjectNode wire() {
    ObjectNode wire = Json.object();
    wire.set("data", limit("data", "MB"));
    wire.set("smsMt", limit("smsmt", "SMS"));
    wire.set("smsMo", limit("smsmo", "SMS"));
    return wire;
  }

  private ObjectNode limit(String key, String unit) {
    int id = chosen.getOrDefault(key, 1);
    return Json.object().put("id", id).put("limit", values(key).get(id - 1)).put("unit", unit);
  }

  private static List<String> values(String key) {
    return switch (key) {
      case "data" -> DATA;
      case "smsmt", "smsmo" -> SMS;
      default -> List.of();
    };
  }

  private Answer error(int status, String message, Request request) {
    return NceAnswers.error(status, message, request, clock.instant());
  }
}
