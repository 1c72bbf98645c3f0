// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.rest.Credentials;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Tokens;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;

/** {@code POST /oauth/token} (contract section 2). */
final class NceLogIn implements Tokens.LogIn {

  /** The documented and observed codes that blame the credentials (contract section 2). */
  private static final Set<String> BLAMING =
      Set.of("BadCredentials", "CognitoAuthenticationError", "AuthValidationError");

  private final HttpRequest request;
  private final OperatorHttp http;
  private final RestClient errors;

  /** {@code errors} says who is at fault where nothing is peculiar to a log-in. */
  NceLogIn(URI base, String username, String password, OperatorHttp http, RestClient errors) {
    // The form of the seed; T-Mobile's and most 1NCE clients send it so.
    this.request =
        HttpRequest.newBuilder(URI.create(base + "/oauth/token"))
            .header("Authorization", Credentials.basicHeader(username, password))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    this.http = http;
    this.errors = errors;
  }

  @Override
  public Tokens.Token fetch() throws OperatorException {
    HttpResponse<byte[]> response = http.send(request);
    if (response.statusCode() == 400) {
      ErrorWire error = ErrorWire.of(response.body());
      throw new OperatorException(
          BLAMING.contains(error.code()) ? Kind.CREDENTIALS : Kind.REJECTED,
          "1NCE refused the log-in: " + error.code() + " " + error.text());
    }
    if (response.statusCode() == 403) {
      throw new OperatorException(Kind.CREDENTIALS, "1NCE does not let this user call the API");
    }
    errors.checkStatus(response);
    TokenWire wire =
        Json.read(response.body(), TokenWire.class)
            .filter(w -> w.accessToken() != null && !w.accessToken().isBlank())
            .orElseThrow(() ->
                new OperatorException(Kind.MALFORMED_REPLY, "1NCE's token answer holds no token"));
    Long seconds = wire.expiresIn();
    return new Tokens.Token(
        String.valueOf(wire.accessToken()),
        seconds == null || seconds <= 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(seconds)));
  }
}
