// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedToken;
import org.simplane.access.Tokens;

/**
 * {@code /token}: OAuth2 client credentials (RFC 6749 section 4.4), and {@code /me}: what a token
 * is good for.
 */
final class TokenRoutes {

  private static final int LONGEST = 500;

  private final Tokens tokens;
  private final Duration life;

  TokenRoutes(Tokens tokens, Duration life) {
    this.tokens = tokens;
    this.life = life;
  }

  List<Route> routes() {
    return List.of(
        Route.open(HandlerType.POST, "/token", this::issue),
        Route.own(HandlerType.DELETE, "/token", this::revoke),
        Route.own(HandlerType.GET, "/me", this::me));
  }

  /** A token on the wire, in the names of RFC 6749 section 5.1. */
  record TokenWire(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}

  /** An error of the token endpoint, in the names of RFC 6749 section 5.2. */
  record ErrorWire(String error, @JsonProperty("error_description") String description) {}

  /** Who the token speaks for. */
  record MeWire(
      String kind, String id, String name, String organisation, List<Permission> permissions) {}

  private Answer issue(Request request) {
    try {
      Map<String, List<String>> form = form(request);
      String grant = one(form, "grant_type");
      if (!grant.equals("client_credentials")) {
        return error(
            400,
            grant.isEmpty() ? "invalid_request" : "unsupported_grant_type",
            "grant_type must be client_credentials");
      }
      Optional<Credentials> credentials = credentials(request, form);
      if (credentials.isEmpty()) {
        return error(
            401,
            "invalid_client",
            "Credentials are given as HTTP Basic, or as client_id and client_secret");
      }
      IssuedToken issued = tokens.issue(credentials.get(), Dispatcher.DIALECT, life);
      return Answer.ok(new TokenWire(issued.token(), "Bearer", issued.life().toSeconds()))
          .withHeader("Cache-Control", "no-store");
    } catch (FailureException e) {
      return switch (e.failure()) {
        case Failure.Denied f -> error(401, "invalid_client", f.message());
        case Failure.NotAllowed f -> error(400, "unauthorized_client", f.message());
        case Failure.Invalid f -> error(400, "invalid_request", f.message());
        default -> throw e;
      };
    }
  }

  private Answer revoke(Request request) {
    String header = request.header("Authorization");
    if (header != null) {
      tokens.revoke(header.substring("Bearer ".length()).strip());
    }
    return Answer.noContent();
  }

  private Answer me(Request request) {
    Caller caller = request.caller();
    Ids.Kind kind = caller.kind() == Caller.Kind.USER ? Ids.Kind.USER : Ids.Kind.CLIENT;
    return Answer.ok(
        new MeWire(
            caller.kind().name(),
            request.ids().show(kind, caller.id()),
            caller.name(),
            request.ids().show(Ids.Kind.ORGANISATION, caller.scope().organisation()),
            caller.permissions().stream().sorted().toList()));
  }

  /** A form, or the same fields as JSON. */
  private static Map<String, List<String>> form(Request request) {
    if (request.mediaType().endsWith("json")) {
      Fields fields = request.fields("grant_type", "client_id", "client_secret", "scope");
      Map<String, List<String>> form = new HashMap<>();
      for (String name : List.of("grant_type", "client_id", "client_secret")) {
        fields.optionalText(name, LONGEST).ifPresent(text -> form.put(name, List.of(text)));
      }
      return form;
    }
    return Dispatcher.parse(new String(request.bytes(), StandardCharsets.UTF_8));
  }

  private static String one(Map<String, List<String>> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Fields.invalid(name, "is given more than once");
    }
    String value = values.isEmpty() ? "" : values.getFirst();
    Fields.checkCharacters(value, name);
    return value;
  }

  private static Optional<Credentials> credentials(
      Request request, Map<String, List<String>> form) {
    String header = request.header("Authorization");
    if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return basic(header.substring(6).strip());
    }
    String name = one(form, "client_id");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credentials(name, one(form, "client_secret")));
  }

  private static Optional<Credentials> basic(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      Fields.checkCharacters(text, "Authorization");
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Answer error(int status, String error, String description) {
    Answer.Json answer =
        new Answer.Json(
            status, new ErrorWire(error, description), "", Map.of("Cache-Control", "no-store"));
    return status == 401
        ? answer.withHeader("WWW-Authenticate", "Basic realm=\"Simplane\"")
        : answer;
  }
}
