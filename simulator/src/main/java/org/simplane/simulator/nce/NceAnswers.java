// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.JsonNode;

/** Answers in 1NCE's form (contract sections 1 and 1.4). */
final class NceAnswers {

  /** As recorded in 2021. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-XSS-Protection", "1; mode=block",
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "Strict-Transport-Security", "max-age=31536000",
          "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate",
          "Pragma", "no-cache",
          "Expires", "0");

  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          422, "Unprocessable Entity",
          429, "Too Many Requests",
          500, "Internal Server Error");

  private NceAnswers() {}

  static Answer body(JsonNode body) {
    return body(body, Map.of());
  }

  static Answer body(JsonNode body, Map<String, String> more) {
    return Answer.of(200, headers("application/json;charset=UTF-8", more), body.toString());
  }

  /** Status alone: {@code Content-Length: 0}. */
  static Answer empty(int status, List<Effect> effects) {
    return new Answer(status, headers("application/json", Map.of()), "", effects);
  }

  /** The Spring form, recorded for 401 and assumed for the others. */
  static Answer error(int status, String message, Request request, Instant now) {
    JsonNode body =
        Json.object()
            .put("timestamp", Json.withOffset(now))
            .put("status", status)
            .put("error", REASONS.getOrDefault(status, "Error"))
            .put("message", message)
            .put("path", request.path());
    Map<String, String> more = status == 429 ? Map.of("Retry-After", "1") : Map.of();
    return Answer.of(status, headers("application/json;charset=UTF-8", more), body.toString());
  }

  /** What {@code /oauth/token} answers. */
  static Answer logInError(String code, String message) {
    JsonNode body =
        Json.object().put("statusCode", 400).put("errorCode", code).put("message", message);
    return Answer.of(400, headers("application/json;charset=UTF-8", Map.of()), body.toString());
  }

  private static Map<String, String> headers(String type, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(ALWAYS);
    headers.put("Content-Type", type);
    headers.putAll(more);
    return headers;
  }
}
