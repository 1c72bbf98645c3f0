// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A client that knows nothing but HTTP. */
final class NceClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private String token = "";

  NceClient(URI base) {
    this.base = base;
  }

  static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  NceClient logIn() throws IOException, InterruptedException {
    HttpResponse<String> response =
        logIn("application/x-www-form-urlencoded", "", "grant_type=client_credentials");
    token = Json.MAPPER.readTree(response.body()).path("access_token").asString();
    return this;
  }

  HttpResponse<String> logIn(String type, String query, String body)
      throws IOException, InterruptedException {
    return logIn(type, query, body, basic("simulator", "simulated"));
  }

  HttpResponse<String> logIn(String type, String query, String body, String authorization)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base + "/oauth/token" + query))
            .header("Authorization", authorization)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(send("GET", path, "").body());
  }
}
