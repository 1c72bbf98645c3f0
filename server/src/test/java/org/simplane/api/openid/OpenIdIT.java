// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.access.SignedTokens;
import org.simplane.access.Tenants;
import org.simplane.access.Tokens;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OpenIdIT {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String TOKEN = "/auth/realms/iot/protocol/openid-connect/token";
  private static final Clock CLOCK = Clock.systemUTC();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TestDatabase postgres;
  private static SignedTokens tokens;
  private static ApiClients clients;
  private static Caller caller;
  private static HttpServer server;
  private static IssuedClient client;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.create();
    Database database = postgres.database();
    Audit audit = new Audit(database, CLOCK);
    Organisations organisations = new Organisations(database, audit, CLOCK);
    Tokens opaque = new Tokens(database, organisations, CLOCK);
    clients = new ApiClients(database, audit, opaque, Set.of("cmo", "v1"), CLOCK);
    tokens =
        new SignedTokens(
            database, organisations, new Tenants(database), opaque, Secrets.random(), CLOCK);
    server =
        new HttpServer(
            HttpConfig.loopback(0),
            new Health(() -> true),
            List.of(new OpenId(tokens, Map.of("cmo", "orchestrator"), Optional.empty())),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
    long owner = organisations.root("Invented Fleet").id();
    caller = Caller.system("test", organisations.scopeOf(owner));
    client = client(Role.API_ACCESS, "cmo");
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void aTokenIsToldFromThePublishedKeysAndServes() throws Exception {
    for (String path : List.of(TOKEN, "/realms/iot/protocol/openid-connect/token")) {
      JsonNode answer = json(form(path, credentials(client)), 200);
      assertThat(answer.get("token_type").asString()).isEqualTo("Bearer");
      assertThat(answer.get("expires_in").intValue()).isEqualTo(300);
      String text = answer.get("access_token").asString();
      SignedJWT token = SignedJWT.parse(text);
      JWTClaimsSet claims = token.getJWTClaimsSet();

      JsonNode realm =
          json(get(path.replaceAll("/protocol.*", "/.well-known/openid-configuration")), 200);
      assertThat(realm.get("issuer").asString()).isEqualTo(claims.getIssuer());
      assertThat(realm.get("token_endpoint").asString()).isEqualTo(url(path).toString());
      JWKSet keys = JWKSet.load(URI.create(realm.get("jwks_uri").asString()).toURL());
      assertThat(
              token.verify(
                  new RSASSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
          .isTrue();
      assertThat(claims.getClaim("realm_access"))
          .isEqualTo(Map.of("roles", List.of("ro%orchestrator", "rw%orchestrator")));
      assertThat(claims.getClaim("scope")).isEqualTo("openid");
      assertThat(claims.getClaim("clientId")).isEqualTo(client.client().clientId());
      assertThat(claims.getStringListClaim("tenants")).containsExactly("invented-fleet");
      assertThat(tokens.authenticate(text, "cmo", "").id()).isEqualTo(client.client().id());
    }
  }

  @Test
  void credentialsMayStandInTheHeader() {
    HttpResponse<String> answer =
        send(
            "POST",
            TOKEN,
            "grant_type=client_credentials&scope=openid",
            "Content-Type",
            FORM,
            "Authorization",
            basic(client.secret()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void whoReadsOnlyGetsNoRoleToWrite() throws Exception {
    JsonNode answer = json(form(TOKEN, credentials(client(Role.READ_ONLY, "cmo"))), 200);
    assertThat(
            SignedJWT.parse(answer.get("access_token").asString())
                .getJWTClaimsSet()
                .getClaim("realm_access"))
        .isEqualTo(Map.of("roles", List.of("ro%orchestrator")));
  }

  @Test
  void refusalsAreInTheWordsOfOAuth() {
    String id = client.client().clientId();
    assertRefused(form(TOKEN, "grant_type=client_credentials"), 401, "invalid_client");
    assertRefused(
        form(TOKEN, "grant_type=client_credentials&client_id=" + id + "&client_secret=x"),
        401,
        "invalid_client");
    assertRefused(
        form(TOKEN, "grant_type=client_credentials&client_id=nobody&client_secret=x"),
        401,
        "invalid_client");
    assertRefused(form(TOKEN, "client_id=" + id), 400, "invalid_request");
    assertRefused(
        form(TOKEN, "grant_type=password&client_id=" + id + "&client_secret=" + client.secret()),
        400,
        "unsupported_grant_type");
    assertRefused(form(TOKEN, credentials(client) + "&client_id=" + id), 400, "invalid_request");
    assertRefused(form(TOKEN, "grant_type=%zz"), 400, "invalid_request");
    assertRefused(form(TOKEN, "a".repeat(20_000)), 413, "invalid_request");
    assertRefused(
        send("POST", TOKEN, "{}", "Content-Type", "application/json"), 400, "invalid_request");
    assertRefused(
        form(TOKEN, credentials(client(Role.API_ACCESS, "v1"))), 400, "unauthorized_client");
    assertRefused(
        send("POST", TOKEN, credentials(client), "Content-Type", FORM, "Authorization", basic("x")),
        400,
        "invalid_request");
    assertRefused(
        send(
            "POST",
            TOKEN,
            "grant_type=client_credentials",
            "Content-Type",
            FORM,
            "Authorization",
            "Basic ***"),
        401,
        "invalid_client");
  }

  @Test
  void manyWrongSecretsForANameMakeItWait() {
    HttpResponse<String> last = null;
    for (int i = 0; i < 7; i++) {
      last = form(TOKEN, "grant_type=client_credentials&client_id=guessed&client_secret=" + i);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void otherPathsAndMethodsAreRefusedInTheSameForm() {
    HttpResponse<String> wrong = send("GET", TOKEN, "");
    assertRefused(wrong, 405, "method_not_allowed");
    assertThat(wrong.headers().firstValue("Allow")).contains("POST");
    assertRefused(
        send("POST", "/realms/iot/protocol/openid-connect/certs", ""), 405, "method_not_allowed");
    assertRefused(get("/realms/iot/account"), 404, "not_found");
    assertRefused(get("/auth/realms"), 404, "not_found");
    assertThat(send("HEAD", "/realms/iot/protocol/openid-connect/certs", "").statusCode())
        .isEqualTo(200);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String error) {
    assertThat(json(answer, status).get("error").asString()).isEqualTo(error);
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static IssuedClient client(Role role, String dialect) {
    return clients.create(
        caller, new NewApiClient(Optional.empty(), "client", Set.of(role), Set.of(dialect), true));
  }

  private static String credentials(IssuedClient of) {
    return "grant_type=client_credentials&client_id=%s&client_secret=%s"
        .formatted(of.client().clientId(), of.secret());
  }

  private static String basic(String secret) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((client.client().clientId() + ":" + secret).getBytes(UTF_8));
  }

  private static HttpResponse<String> form(String path, String body) {
    return send("POST", path, body, "Content-Type", FORM);
  }

  private static HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  private static URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
