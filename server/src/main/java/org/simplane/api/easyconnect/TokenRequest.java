// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.access.Credentials;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what clients send to the token endpoint: there are three ways of it, and one misprint. */
final class TokenRequest {

  private static final String GRANT = "grant_type";
  private static final int LARGEST_BODY = 16_384;
  // The document prints its form body as an object in single quotes; somebody will have copied
  // that.
  private static final JsonMapper LENIENT =
      WireJson.MAPPER.rebuild().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private TokenRequest() {}

  /** Says no in the endpoint's own form. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TokenErrorWire error;

    Refused(TokenErrorWire error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    TokenErrorWire error() {
      return error;
    }
  }

  static Credentials of(Context context) {
    Credentials credentials = credentials(context.header("Authorization"));
    String grant = grant(context).orElseThrow(() -> new Refused(TokenErrorWire.noGrant()));
    if (!grant.equals("client_credentials")) {
      throw new Refused(TokenErrorWire.otherGrant());
    }
    return credentials;
  }

  private static Credentials credentials(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw new Refused(TokenErrorWire.noName());
    }
    String pair;
    try {
      pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new Refused(TokenErrorWire.noName());
    }
    int colon = pair.indexOf(':');
    String name = colon < 0 ? pair : pair.substring(0, colon);
    String password = colon < 0 ? "" : pair.substring(colon + 1);
    if (name.isEmpty()) {
      throw new Refused(TokenErrorWire.noName());
    }
    if (password.isEmpty()) {
      throw new Refused(TokenErrorWire.noPassword());
    }
    if (pair.indexOf('\0') >= 0) {
      throw new Refused(TokenErrorWire.wrongCredentials());
    }
    return new Credentials(name, password);
  }

  private static Optional<String> grant(Context context) {
    String body = Body.text(context, LARGEST_BODY).strip();
    String type = mediaType(context.contentType());
    if (!body.isEmpty()
        && !type.isEmpty()
        && !type.equals("application/json")
        && !type.equals("application/x-www-form-urlencoded")) {
      throw new Refused(TokenErrorWire.otherContent());
    }
    Optional<String> inBody = body.startsWith("{") ? ofJson(body) : ofForm(body);
    return inBody.or(() -> Optional.ofNullable(context.queryParam(GRANT)));
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> ofJson(String body) {
    try {
      JsonNode grant = LENIENT.readTree(body).get(GRANT);
      return Optional.ofNullable(grant).filter(JsonNode::isString).map(JsonNode::asString);
    } catch (JacksonException malformed) {
      throw new Refused(TokenErrorWire.unreadable());
    }
  }

  private static Optional<String> ofForm(String body) {
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decoded(pair.substring(0, equals)).equals(GRANT)) {
        return Optional.of(decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw new Refused(TokenErrorWire.unreadable());
    }
  }
}
