// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.api.OpenApiFile;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.simulator.SimulatedOperators;
import org.simplane.simulator.control.Ledger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Simplane with simulated operators behind it, and clients of the CMO API. */
final class CmoHouse implements AutoCloseable {

  static final String BASE = "/connection-management-orchestrator/v5";
  static final int SIMS = 6;

  private static final OpenApiFile DOCUMENT = OpenApiFile.of("/openapi/cmo.yaml");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Instance instance;
  final SimulatedOperators operators;
  final Map<String, Long> accounts = new HashMap<>();
  private final Ledger ledger;

  CmoHouse(Path folder, List<String> names, Map<String, String> settings) {
    try {
      ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
      operators =
          SimulatedOperators.start(
              folder.resolve("operators"), 0, SIMS, 0, ledger, Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    instance = Instance.start(folder.resolve("data"), settings);
    for (String name : names) {
      var known = operators.accounts().get(name);
      accounts.put(name, instance.account(known.platform(), known.settings()));
    }
    await()
        .atMost(PATIENCE)
        .until(() ->
            instance
                    .features
                    .subscriptions
                    .count(instance.caller.scope(), SubscriptionQuery.ALL)
                    .count()
                == (long) SIMS * names.size());
  }

  String tenant() {
    return "/" + instance.tenant.tenant();
  }

  /** A token as a client gets it. */
  String token(Role role) {
    IssuedClient client = instance.client("cmo", role);
    Answered answer =
        send(
            null,
            "POST",
            "/auth/realms/iot/protocol/openid-connect/token",
            "grant_type=client_credentials&client_id="
                + client.client().clientId()
                + "&client_secret="
                + client.secret(),
            "application/x-www-form-urlencoded");
    return answer.is(200).get("access_token").asString();
  }

  /** An answer of the API, held against its document. */
  record Answered(HttpResponse<String> response) {

    JsonNode is(int status) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      return response.body().isEmpty()
          ? JsonMapper.shared().createObjectNode()
          : JsonMapper.shared().readTree(response.body());
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  /**
   * @param path below {@link #BASE}, with its query; or a whole address
   */
  Answered ask(String token, String method, String path, String body, String type) {
    String address = path.startsWith("http") ? path : instance.url() + BASE + path;
    Answered answer = send(token, method, address, body, type);
    DOCUMENT.assertAllows(
        method,
        address.substring((instance.url() + BASE).length()).split("\\?", 2)[0],
        answer.response().statusCode(),
        answer.header("Content-Type").orElse(null),
        answer.response().body().getBytes(UTF_8));
    return answer;
  }

  Answered send(String token, String method, String address, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(address.startsWith("http") ? address : instance.url() + address))
            .method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      return new Answered(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    instance.close();
    operators.close();
    ledger.close();
  }
}
