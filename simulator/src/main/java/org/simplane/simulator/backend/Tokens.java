// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Request;

/** Tokens given out, each good until its own end; and the account that they are given to. */
public final class Tokens {

  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private final Clock clock;
  private final String username;
  private final String password;

  Tokens(Clock clock, String username, String password) {
    this.clock = clock;
    this.username = username;
    this.password = password;
  }

  public boolean isAccount(String user, String secret) {
    return user.equals(username) && secret.equals(password);
  }

  public boolean isPassword(String secret) {
    return secret.equals(password);
  }

  /** Whether the request carries user and password in a Basic header. */
  public boolean isBasic(Request request) {
    return request.header("authorization").filter(this::isBasic).isPresent();
  }

  private boolean isBasic(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      String[] pair =
          new String(
                  Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8)
              .split(":", 2);
      return pair.length == 2 && isAccount(pair[0], pair[1]);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The answer to OAuth2 client credentials in a Basic header (RFC 6749 section 4.4). */
  public Answer clientCredentials(Request request, Duration life, Answer refusal) {
    if (!request.body().contains("grant_type=client_credentials") || !isBasic(request)) {
      return refusal;
    }
    return Answers.json(
        200,
        Answers.object()
            .put("access_token", issue(life))
            .put("token_type", "Bearer")
            .put("expires_in", life.toSeconds()));
  }

  public String issue(Duration life) {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    String token = UUID.randomUUID().toString().replace("-", "");
    ends.put(token, now.plus(life));
    return token;
  }

  /** Whether the request carries a good token in a Bearer header. */
  public boolean isBearer(Request request) {
    String header = request.header("authorization").orElse("");
    return header.regionMatches(true, 0, "Bearer ", 0, 7) && isGood(header.substring(7).strip());
  }

  public boolean isGood(String token) {
    Instant end = ends.get(token);
    return end != null && end.isAfter(clock.instant());
  }

  void expireAll() {
    ends.clear();
  }
}
