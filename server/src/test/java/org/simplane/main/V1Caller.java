// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of our own API with a token. */
final class V1Caller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String authorization;

  V1Caller(String url, String clientId, String secret) {
    this.base = url + "/api/v1";
    String pair =
        Base64.getEncoder()
            .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> token =
        send(
            HttpRequest.newBuilder(URI.create(base + "/token"))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
    this.authorization = "Bearer " + json(token).path("access_token").asString();
  }

  JsonNode get(String path) {
    HttpResponse<String> answer = send(request(path).GET().build());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return json(answer);
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** The job that suspends SIMs. */
  String suspend(String... iccids) {
    String list = Stream.of(iccids).collect(Collectors.joining("\",\"", "\"", "\""));
    HttpResponse<String> answer =
        post("/changes", "{\"iccids\":[%s],\"change\":{\"status\":\"SUSPENDED\"}}".formatted(list));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("id").asString();
  }

  String state(String job) {
    return get("/jobs/" + job).path("state").asString();
  }

  /** With every SIM of it. */
  void awaitDone(String job) {
    await().atMost(PATIENCE).until(() -> state(job).equals("DONE"));
    JsonNode over = get("/jobs/" + job);
    assertThat(over.path("done").asInt()).as(over.toString()).isEqualTo(over.path("total").asInt());
  }

  /** The id of the operator account of that name. */
  String account(String name) {
    return get("/accounts")
        .path("items")
        .valueStream()
        .filter(item -> item.path("name").asString().equals(name))
        .map(item -> item.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  JsonNode freshness(String account) {
    String id = account(account);
    return get("/accounts/freshness")
        .path("items")
        .valueStream()
        .filter(item -> item.path("account").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** How long an account's operator is left alone, in milliseconds. */
  long held(String account) {
    return freshness(account).path("callsHeldMilliseconds").asLong();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
