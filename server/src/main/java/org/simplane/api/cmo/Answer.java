// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers; each carries its correlation id, in its body and in a header. */
final class Answer {

  static final String JSON = "application/json;charset=UTF-8";
  static final String PROBLEM = "application/problem+json";
  static final String CORRELATION = "X-Correlation-ID";

  private Answer() {}

  static void json(Request request, int status, Object wire) {
    json(request, status, WireJson.tree(wire));
  }

  static void json(Request request, int status, ObjectNode wire) {
    wire.put("correlationId", request.caller().correlation());
    send(
        request.context(),
        status,
        JSON,
        request.caller().correlation(),
        WireJson.MAPPER.writeValueAsBytes(wire));
  }

  static void empty(Request request, int status) {
    request
        .context()
        .status(status)
        .header(CORRELATION, request.caller().correlation())
        .header("Cache-Control", "no-store");
  }

  static void problem(Context context, ProblemWire problem) {
    if (problem.status() == 401) {
      context.header("WWW-Authenticate", "Bearer realm=\"Simplane\"");
    }
    send(
        context,
        problem.status(),
        PROBLEM,
        problem.correlationId(),
        WireJson.MAPPER.writeValueAsBytes(problem));
  }

  private static void send(
      Context context, int status, String type, String correlation, byte[] body) {
    context
        .status(status)
        .contentType(type)
        .header(CORRELATION, correlation)
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .result(body);
  }
}
