// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of Control Center, with JSON both ways. */
final class JasperClient {

  static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final RestClient rest;

  JasperClient(RestClient rest) {
    this.rest = rest;
  }

  <T> T get(String path, Class<T> type) throws OperatorException {
    return body(rest.get(path), type);
  }

  /** Empty for what Control Center does not know. */
  <T> Optional<T> find(String path, Class<T> type) throws OperatorException {
    try {
      return Optional.of(get(path, type));
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Outcome<HttpResponse<byte[]>> change(String method, String path, Object body) {
    return rest.change(
        method,
        path,
        "application/json",
        JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
  }

  <T> T body(HttpResponse<byte[]> response, Class<T> type) throws OperatorException {
    try {
      T read = JSON.readValue(response.body(), type);
      if (read != null) {
        return read;
      }
    } catch (JacksonException _) {
      // Said below; the body itself may hold anything.
    }
    throw rest.malformed(response);
  }

  /** {@code {"errorMessage", "errorCode"}}; the numbers of most errors are not known (A.3). */
  static String reason(byte[] body) {
    try {
      JsonNode error = JSON.readTree(body);
      String message = error.path("errorMessage").asString("");
      String code = error.path("errorCode").asString("");
      return code.isEmpty() ? message : message + " (" + code + ")";
    } catch (JacksonException _) {
      return "";
    }
  }
}
