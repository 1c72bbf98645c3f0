// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.access.SignedTokens;
import org.simplane.api.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST .../realms/{realm}/protocol/openid-connect/token} and what belongs to it, with and
 * without {@code /auth} before it, as older and newer servers of this kind have it. The claims are
 * those of contracts/tmforum-cmo.md section 1.2.
 */
public final class OpenId implements Dialect {

  static final String SCOPE = "openid";

  private static final Logger LOG = LoggerFactory.getLogger(OpenId.class);
  private static final String NAME = "openid";
  private static final String JSON = "application/json;charset=UTF-8";
  private static final String CONNECT = "/protocol/openid-connect";
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Pattern REALM = Pattern.compile("[A-Za-z0-9._~-]{1,100}");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /** One line of it; the path is below the realm. */
  private record Route(HandlerType method, String path, Handler handler) {}

  private final SignedTokens tokens;
  private final Map<String, String> apis;
  private final Optional<URI> publicUrl;
  private final List<Route> routes;

  /**
   * @param apis what each dialect that takes signed tokens is called in roles, by its name
   * @param publicUrl where clients reach us; empty for the address that a request was sent to
   */
  public OpenId(SignedTokens tokens, Map<String, String> apis, Optional<URI> publicUrl) {
    this.tokens = tokens;
    this.apis = Map.copyOf(apis);
    this.publicUrl = publicUrl;
    this.routes =
        List.of(
            new Route(HandlerType.POST, CONNECT + "/token", this::token),
            new Route(HandlerType.GET, CONNECT + "/certs", this::certificates),
            new Route(HandlerType.GET, DISCOVERY, this::discovery));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> paths() {
    return List.of("/auth/realms", "/realms");
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    return new ErrorBody(JSON, MAPPER.writeValueAsString(new ErrorWire(word(status), message)));
  }

  @Override
  public void mount(RoutesConfig config) {
    for (String base : paths()) {
      for (Route route : routes) {
        String path = base + "/{realm}" + route.path();
        config.addHttpHandler(route.method(), path, guarded(route.handler()));
        if (route.method().equals(HandlerType.GET)) {
          config.addHttpHandler(HandlerType.HEAD, path, guarded(route.handler()));
        }
      }
      for (HandlerType method : HandlerType.commonHttp()) {
        config.addHttpHandler(method, base, guarded(this::notServed));
        config.addHttpHandler(method, base + "/*", guarded(this::notServed));
      }
    }
  }

  private void token(Context context) {
    context.header("Cache-Control", "no-store").header("Pragma", "no-cache");
    send(
        context,
        200,
        TokenWire.of(
            tokens.issue(TokenRequest.of(context), issuer(context), apis.keySet(), this::claims)));
  }

  private Map<String, Object> claims(SignedTokens.Holder holder) {
    List<String> roles = new ArrayList<>();
    for (String dialect : holder.dialects()) {
      if (holder.permissions().contains(Permission.READ_SUBSCRIPTIONS)) {
        roles.add("ro%" + apis.get(dialect));
      }
      if (holder.permissions().contains(Permission.CHANGE_SUBSCRIPTIONS)) {
        roles.add("rw%" + apis.get(dialect));
      }
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("typ", "Bearer");
    claims.put("azp", holder.name());
    claims.put("clientId", holder.name());
    claims.put("scope", SCOPE);
    claims.put("realm_access", Map.of("roles", roles.stream().sorted().toList()));
    return claims;
  }

  private void certificates(Context context) {
    context.header("Cache-Control", "public, max-age=600");
    send(context, 200, tokens.publicKeys());
  }

  private void discovery(Context context) {
    String issuer = issuer(context);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("token_endpoint", issuer + CONNECT + "/token");
    document.put("jwks_uri", issuer + CONNECT + "/certs");
    document.put("grant_types_supported", List.of("client_credentials"));
    document.put("response_types_supported", List.of());
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    document.put("scopes_supported", List.of(SCOPE));
    document.put(
        "claims_supported",
        List.of("iss", "sub", "iat", "exp", "jti", "clientId", "realm_access", "tenants"));
    send(context, 200, document);
  }

  /** The realm's own address, as the client wrote it. */
  private String issuer(Context context) {
    String path = context.path();
    String realm = context.pathParam("realm");
    if (!REALM.matcher(realm).matches()) {
      throw new Refusal(404, "not_found", "There is no such realm");
    }
    String server =
        publicUrl.map(URI::toString).orElseGet(() -> context.scheme() + "://" + context.host());
    String base = path.startsWith("/auth/") ? "/auth/realms/" : "/realms/";
    return server + base + realm;
  }

  private void notServed(Context context) {
    String path = context.path();
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      for (String base : paths()) {
        if (path.matches(Pattern.quote(base) + "/[^/]+" + Pattern.quote(route.path()) + "/?")) {
          allowed.add(route.method().name());
          if (route.method().equals(HandlerType.GET)) {
            allowed.add(HandlerType.HEAD.name());
          }
        }
      }
    }
    if (allowed.isEmpty()) {
      throw new Refusal(404, "not_found", "There is nothing at " + path);
    }
    context.header("Allow", String.join(", ", allowed));
    throw new Refusal(405, "method_not_allowed", "This resource has " + String.join(", ", allowed));
  }

  /** The outermost place of a request: whatever goes wrong is answered in OAuth's form. */
  private static Handler guarded(Handler handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (FailureException failed) {
        if (failed.failure() instanceof Failure.Throttled throttled) {
          context.header(
              "Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
        }
        refuse(context, ErrorWire.refusal(failed.failure()));
      } catch (Refusal refused) {
        refuse(context, refused);
      } catch (Exception broken) {
        LOG.error("{} {} failed", context.method(), context.path(), broken);
        refuse(context, new Refusal(500, "server_error", "Simplane failed; the log says how"));
      }
    };
  }

  private static void refuse(Context context, Refusal refusal) {
    if (refusal.status() == 401) {
      context.header("WWW-Authenticate", "Basic realm=\"Simplane\"");
    }
    send(context, refusal.status(), refusal.error());
  }

  private static void send(Context context, int status, Object wire) {
    context.status(status).contentType(JSON).result(MAPPER.writeValueAsBytes(wire));
  }

  private static String word(int status) {
    return status >= 500 ? "server_error" : "invalid_request";
  }
}
