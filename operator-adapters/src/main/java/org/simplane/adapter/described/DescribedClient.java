// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls whose paths and bodies are templates. */
final class DescribedClient {

  private final RestClient rest;
  private final Map<String, String> fixed;

  /** {@code fixed} fills placeholders that are the same in every call, such as a partner id. */
  DescribedClient(RestClient rest, Map<String, String> fixed) {
    this.rest = rest;
    this.fixed = fixed;
  }

  Facts get(String path, Map<String, String> values) throws OperatorException {
    HttpResponse<byte[]> response = rest.get(Templates.path(path, with(values)));
    return facts(response);
  }

  Outcome<Facts> change(String method, String path, JsonNode body, Map<String, String> values) {
    Map<String, String> all = with(values);
    byte[] sent = Templates.body(body, all).toString().getBytes(StandardCharsets.UTF_8);
    return rest.change(method, Templates.path(path, all), "application/json", sent, this::facts);
  }

  private Facts facts(HttpResponse<byte[]> response) throws OperatorException {
    try {
      return new Facts(
          response.body().length == 0
              ? Descriptions.JSON.createObjectNode()
              : Descriptions.JSON.readTree(response.body()));
    } catch (JacksonException _) {
      throw rest.malformed(response);
    }
  }

  private Map<String, String> with(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(fixed);
    all.putAll(values);
    return all;
  }
}
