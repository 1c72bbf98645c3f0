// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;

/** Calls of the API, with JSON both ways. */
final class NceClient {

  private final RestClient rest;

  NceClient(RestClient rest) {
    this.rest = rest;
  }

  HttpResponse<byte[]> get(String path) throws OperatorException {
    return rest.get(path);
  }

  /** Reads a body of the given form. */
  <T> T get(String path, Class<T> type) throws OperatorException {
    return body(get(path), type);
  }

  <T> T body(HttpResponse<byte[]> response, Class<T> type) throws OperatorException {
    return Json.read(response.body(), type).orElseThrow(() -> rest.malformed(response));
  }

  /** Sends a change; {@code Done} means that 1NCE took it, not that it has taken effect. */
  Outcome<Boolean> change(String method, String path, Object body) {
    return create(method, path, body, _ -> true);
  }

  /**
   * Sends something that changes 1NCE, once; after a refused token once more.
   *
   * @param body null for none
   */
  <T> Outcome<T> create(
      String method, String path, @Nullable Object body, RestClient.Reading<T> reading) {
    byte[] sent = body == null ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
    return rest.change(method, path, "application/json", sent, reading);
  }
}
