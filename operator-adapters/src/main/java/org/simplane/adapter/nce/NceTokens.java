// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;

/**
 * Holds the account's token. However many callers need a new one, one of them fetches it and the
 * others wait; if that fails they all fail with it, so that a wrong password is tried once and not
 * by each.
 */
final class NceTokens {

  /** A token is not used in its last moments, lest it expire on the way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** The documented and observed codes that blame the credentials (contract section 2). */
  private static final Set<String> BLAMING =
      Set.of("BadCredentials", "CognitoAuthenticationError", "AuthValidationError");

  private final HttpRequest logIn;
  private final OperatorHttp http;
  private final Clock clock;
  private final AtomicLong attempts = new AtomicLong();
  private final Object lock = new Object();
  private volatile @Nullable Token token;
  private @Nullable OperatorException lastFailure;

  NceTokens(URI base, String username, String password, OperatorHttp http, Clock clock) {
    String pair = username + ":" + password;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    // The form of the seed; T-Mobile's and most 1NCE clients send it so.
    this.logIn =
        HttpRequest.newBuilder(URI.create(base + "/oauth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    this.http = http;
    this.clock = clock;
  }

  /** A token that should be good. */
  String current() throws OperatorException {
    Token held = token;
    return held != null && clock.instant().isBefore(held.useUntil())
        ? held.value()
        : replace(held == null ? "" : held.value());
  }

  /** A token other than the one that 1NCE has just refused. */
  String replace(String refused) throws OperatorException {
    long before = attempts.get();
    synchronized (lock) {
      Token held = token;
      if (held != null && !held.value().equals(refused)) {
        return held.value();
      }
      OperatorException failure = lastFailure;
      if (attempts.get() != before && failure != null) {
        // Somebody tried while this caller waited.
        throw new OperatorException(
            failure.kind(),
            String.valueOf(failure.getMessage()),
            failure.retryAfter().orElse(null),
            failure);
      }
      attempts.incrementAndGet();
      try {
        Token fetched = fetch();
        token = fetched;
        lastFailure = null;
        return fetched.value();
      } catch (OperatorException e) {
        lastFailure = e;
        throw e;
      }
    }
  }

  private Token fetch() throws OperatorException {
    HttpResponse<byte[]> response = http.send(logIn);
    if (response.statusCode() == 400) {
      ErrorWire error = Json.read(response.body(), ErrorWire.class).orElse(ErrorWire.NONE);
      throw new OperatorException(
          BLAMING.contains(error.code()) ? Kind.CREDENTIALS : Kind.REJECTED,
          "1NCE refused the log-in: " + error.code() + " " + error.text());
    }
    if (response.statusCode() == 403) {
      throw new OperatorException(Kind.CREDENTIALS, "1NCE does not let this user call the API");
    }
    NceClient.checkStatus(response, clock);
    TokenWire wire =
        Json.read(response.body(), TokenWire.class)
            .filter(w -> w.accessToken() != null && !w.accessToken().isBlank())
            .orElseThrow(() ->
                new OperatorException(Kind.MALFORMED_REPLY, "1NCE's token answer holds no token"));
    return Token.of(wire, clock.instant());
  }

  private record Token(String value, Instant useUntil) {

    static Token of(TokenWire wire, Instant now) {
      Long seconds = wire.expiresIn();
      if (seconds == null || seconds <= 0) {
        return new Token(String.valueOf(wire.accessToken()), Instant.MAX); // until it is refused
      }
      Duration life = Duration.ofSeconds(seconds);
      Duration tenth = life.dividedBy(10);
      Duration margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
      return new Token(String.valueOf(wire.accessToken()), now.plus(life).minus(margin));
    }

    /** A token is a secret. */
    @Override
    public String toString() {
      return "Token[until " + useUntil + "]";
    }
  }
}
