// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls of one of the platform's REST surfaces, with JSON both ways. */
final class IotaClient {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final RestClient rest;

  IotaClient(RestClient rest) {
    this.rest = rest;
  }

  ObjectNode get(String path) throws OperatorException {
    return object(rest.get(path));
  }

  /** A search with a body. */
  ObjectNode query(String path, JsonNode body) throws OperatorException {
    return object(rest.query(path, "application/json", bytes(body)));
  }

  /** Sends a change; the answer is an object, or it is not known whether there was one. */
  Outcome<ObjectNode> post(String path, JsonNode body) {
    return rest.change("POST", path, "application/json", bytes(body), this::object);
  }

  private ObjectNode object(HttpResponse<byte[]> response) throws OperatorException {
    try {
      if (JSON.readTree(response.body()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // Said below; the body itself may hold anything.
    }
    throw rest.malformed(response);
  }

  /**
   * Problem bodies ({@code detail}, {@code title}) of the newer surfaces, {@code detailedMessage},
   * {@code message} of the older, {@code requestError} of the messages (contract B.1, B.4, B.5).
   */
  static String reason(byte[] body) {
    try {
      JsonNode error = JSON.readTree(body);
      for (String pointer :
          new String[] {
            "/detail",
            "/detailedMessage",
            "/message",
            "/title",
            "/requestError/serviceException/text",
            "/requestError/policyException/text"
          }) {
        String said = error.at(pointer).asString("");
        if (!said.isBlank()) {
          return said;
        }
      }
    } catch (JacksonException _) {
      // It says nothing.
    }
    return "";
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
