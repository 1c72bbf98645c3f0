// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /oauth/token} with the three request variants that clients send and the fields of
 * both contract generations (contract section 2).
 */
final class NceLogIn {

  private static final String GRANT = "grant_type=client_credentials";

  private final String username;
  private final String password;
  private final NceTokens tokens;

  NceLogIn(String username, String password, NceTokens tokens) {
    this.username = username;
    this.password = password;
    this.tokens = tokens;
  }

  Answer answer(Request request) {
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean json = type.startsWith("application/json");
    if (!json && !type.startsWith("application/x-www-form-urlencoded")) {
      return NceAnswers.logInError("UnsupportedContentTypeError", "Content-Type not supported");
    }
    if (!hasGrant(request, json)) {
      return NceAnswers.logInError(
          "BodyValidationError", "Request body validation error: Missing attributes 'grant_type'");
    }
    String[] pair = basic(request.header("authorization").orElse(""));
    for (int i = 0; i < 2; i++) {
      if (pair[i].isEmpty()) {
        return NceAnswers.logInError(
            "AuthValidationError",
            "Auth header validation error: Missing attributes '"
                + (i == 0 ? "username" : "password")
                + "'");
      }
    }
    if (!pair[0].equals(username)) {
      return NceAnswers.logInError("BadCredentials", "User does not exist.");
    }
    if (!pair[1].equals(password)) {
      return NceAnswers.logInError("CognitoAuthenticationError", "Incorrect username or password.");
    }
    return NceAnswers.body(
        Json.object()
            .put("status_code", 200)
            .put("access_token", tokens.issue())
            .put("token_type", "bearer")
            .put("expires_in", tokens.life().toSeconds())
            .put("scope", "all")
            .put("appToken", "simulated")
            .put("userId", "user")
            .put("orgId", 4321));
  }

  private static boolean hasGrant(Request request, boolean json) {
    if (request.parameter("grant_type").filter("client_credentials"::equals).isPresent()) {
      return true;
    }
    if (!json) {
      return request.body().contains(GRANT);
    }
    try {
      return Json.MAPPER
          .readTree(request.body())
          .path("grant_type")
          .asString("")
          .equals("client_credentials");
    } catch (JacksonException _) {
      return false;
    }
  }

  /** User and password, each empty when missing. */
  private static String[] basic(String header) {
    String[] none = {"", ""};
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return none;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2 ? pair : new String[] {pair[0], ""};
    } catch (IllegalArgumentException _) {
      return none;
    }
  }
}
