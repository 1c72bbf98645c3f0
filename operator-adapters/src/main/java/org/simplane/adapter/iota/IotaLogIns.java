// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.LogInAnswer;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Tokens;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorHttp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The two log-ins: a bearer token of the IoT API, and the access token of the older service portal
 * (contract B.1).
 */
final class IotaLogIns {

  private static final String OPERATOR = "IoT Accelerator";

  /** The API's own name for clients such as this one. */
  private static final String CLIENT = "cm-public-api-client";

  /** An end above this is a moment since 1970, not a time from now; the contract does not say. */
  private static final long MOMENT = 100_000_000_000L;

  private final OperatorHttp http;
  private final Clock clock;

  IotaLogIns(OperatorHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /** {@code POST /iot/api/auth/token}, a password grant. */
  Credentials bearer(URI base, String username, String password) {
    String form =
        "grant_type=password&client_id="
            + CLIENT
            + "&username="
            + RestClient.encoded(username)
            + "&password="
            + RestClient.encoded(password);
    return Tokens.bearer(
        () -> {
          JsonNode answer =
              answer(
                  HttpRequest.newBuilder(URI.create(base + "/iot/api/auth/token"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .header("Accept", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build());
          long seconds = answer.path("expires_in").asLong(0);
          return token(
              answer.path("access_token"),
              seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
        },
        clock);
  }

  /** {@code POST .../login}; the older surface takes an e-mail address. */
  Credentials accessToken(URI portal, String email, String password) {
    String body =
        IotaClient.JSON.createObjectNode().put("email", email).put("password", password).toString();
    return new Tokens(
        () -> {
          JsonNode answer =
              answer(
                  HttpRequest.newBuilder(URI.create(portal + "/login"))
                      .header("Content-Type", "application/json")
                      .header("Accept", IotaPlatform.PORTAL_JSON)
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build());
          return token(answer.path("token"), life(answer.path("expirationTime").asLong(0)));
        },
        "X-Access-Token",
        "",
        clock);
  }

  private Optional<Duration> life(long milliseconds) {
    if (milliseconds <= 0) {
      return Optional.empty();
    }
    Duration life =
        milliseconds > MOMENT
            ? Duration.between(clock.instant(), Instant.ofEpochMilli(milliseconds))
            : Duration.ofMillis(milliseconds);
    return Optional.of(life.isNegative() ? Duration.ZERO : life);
  }

  private static Tokens.Token token(JsonNode value, Optional<Duration> life)
      throws OperatorException {
    String text = value.asString("");
    if (text.isBlank()) {
      throw LogInAnswer.withoutToken(OPERATOR);
    }
    return new Tokens.Token(text, life);
  }

  private JsonNode answer(HttpRequest request) throws OperatorException {
    byte[] body = LogInAnswer.body(OPERATOR, http.send(request));
    try {
      return IotaClient.JSON.readTree(body);
    } catch (JacksonException _) {
      throw LogInAnswer.withoutToken(OPERATOR);
    }
  }
}
