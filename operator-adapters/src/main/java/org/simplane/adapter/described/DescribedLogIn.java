// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.LogInAnswer;
import org.simplane.adapter.rest.Tokens;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorHttp;
import tools.jackson.core.JacksonException;

/** Logs in as a description says. */
final class DescribedLogIn {

  private final String operator;
  private final URI base;
  private final Description.LogIn logIn;
  private final String username;
  private final String password;
  private final OperatorHttp http;

  DescribedLogIn(
      String operator,
      URI base,
      Description.LogIn logIn,
      String username,
      String password,
      OperatorHttp http) {
    this.operator = operator;
    this.base = base;
    this.logIn = logIn;
    this.username = username;
    this.password = password;
    this.http = http;
  }

  Credentials credentials(Clock clock) {
    return switch (logIn.kind()) {
      case BASIC -> Credentials.basic(username, password);
      case KEY -> Credentials.fixed(logIn.header(), logIn.prefix() + password);
      case CLIENT_CREDENTIALS, PASSWORD ->
          new Tokens(this::fetch, logIn.header(), logIn.prefix(), clock);
    };
  }

  private Tokens.Token fetch() throws OperatorException {
    byte[] body = LogInAnswer.body(operator, http.send(request()));
    try {
      Facts answer = new Facts(Descriptions.JSON.readTree(body));
      String token =
          answer.text(logIn.token()).orElseThrow(() -> LogInAnswer.withoutToken(operator));
      OptionalLong life = answer.whole(logIn.life());
      return new Tokens.Token(
          token,
          life.isPresent() && life.getAsLong() > 0
              ? Optional.of(Duration.ofSeconds(life.getAsLong()))
              : Optional.empty());
    } catch (JacksonException _) {
      throw LogInAnswer.withoutToken(operator);
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + logIn.path()))
            .header("Accept", "application/json");
    if (logIn.kind() == Description.LogInKind.CLIENT_CREDENTIALS) {
      return request
          .header("Authorization", Credentials.basicHeader(username, password))
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
          .build();
    }
    String body =
        Descriptions.JSON.writeValueAsString(Map.of("username", username, "password", password));
    return request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
