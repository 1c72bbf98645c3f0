// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.access.ApiClientPatch;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.access.Tokens;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.messaging.MessagingHouse;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.network.EventDoor;
import org.simplane.network.SmsDoor;
import org.simplane.notification.Outbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class NetworkDialectTest {

  private static final String EVENT =
      "{\"id\":\"e1\",\"at\":\"%s\",\"kind\":\"ATTACH\",\"iccid\":\"8999901000000000017\"}%n"
          .formatted(Instant.parse("2026-11-21T08:00:00Z"));

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  private final Clock clock = Clock.systemUTC();
  private final Database database = testDatabase.database();
  private final Audit audit = new Audit(database, clock);
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Tokens tokens = new Tokens(database, organisations, clock);
  private final ApiClients clients =
      new ApiClients(database, audit, tokens, Set.of(NetworkDialect.NAME, "v1"), clock);
  private final Organisation tenant = organisations.root("Tenant");
  private final Caller caller = Caller.system("test", organisations.scopeOf(tenant.id()));
  @AutoClose private final HttpServer server = server();

  @BeforeEach
  void start() {
    server.start();
  }

  private HttpServer server() {
    Outbox outbox = new Outbox(database, clock);
    Subscriptions subscriptions =
        new Subscriptions(database, audit, outbox, Secrets.random(), List.of(), clock);
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    Partitions partitions = new Partitions(database, clock, Map.of());
    EventDoor events =
        new EventDoor(
            database,
            new NetworkEvents(
                database,
                partitions,
                new DeviceWatch(subscriptions, restrictions, audit, outbox),
                outbox,
                Audience.NOBODY,
                AttachListener.NOOP),
            clock,
            Duration.ofDays(90));
    SmsDoor doors =
        new SmsDoor(
            database,
            MessagingHouse.messages(
                database,
                subscriptions,
                restrictions,
                new Accounts(
                    database, Secrets.random(), List.of(), audit, clock, AccountConfig.of(true)),
                outbox,
                ShortMessageLink.NONE,
                clock),
            clock,
            Duration.ofDays(90));
    return new HttpServer(
        HttpConfig.loopback(0),
        new Health(() -> true),
        List.of(new NetworkDialect(events, doors, new DoorKeeper(tokens))),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @Test
  void opensToEntitledClientsAlone() throws Exception {
    assertThat(post("events", EVENT, Optional.empty()).statusCode()).isEqualTo(401);
    assertThat(post("events", EVENT, Optional.empty()).headers().firstValue("WWW-Authenticate"))
        .isPresent();
    assertThat(post("events", EVENT, Optional.of("Basic !!!")).statusCode()).isEqualTo(401);
    assertThat(post("events", EVENT, Optional.of(basic("a\0", "b"))).statusCode()).isEqualTo(401);
    assertThat(post("events", EVENT, Optional.of("Negotiate x")).statusCode()).isEqualTo(401);
    assertThat(post("sms", EVENT, Optional.of(basic("nobody", "nothing"))).statusCode())
        .isEqualTo(401);
    IssuedClient other = client(Role.FLEET_MANAGER, "v1");
    assertThat(
            post("events", EVENT, Optional.of(basic(other.client().clientId(), other.secret())))
                .statusCode())
        .isEqualTo(403);
    IssuedClient reader = client(Role.READ_ONLY, NetworkDialect.NAME);
    assertThat(
            post("events", EVENT, Optional.of(basic(reader.client().clientId(), reader.secret())))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void answersWhatBecameOfEveryLine() throws Exception {
    IssuedClient network = client(Role.FLEET_MANAGER, NetworkDialect.NAME);
    HttpResponse<String> response =
        post(
            "events",
            EVENT + "nonsense\n",
            Optional.of(basic(network.client().clientId(), network.secret())));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = JsonMapper.shared().readTree(response.body());
    assertThat(body.path("accepted").asInt(-1)).isZero();
    assertThat(body.path("rejected").asInt()).isEqualTo(2);
    assertThat(
            body.path("rejects").valueStream().map(reject -> reject.path("line").asInt()).sorted())
        .containsExactly(1, 2);

    String token =
        tokens
            .issue(
                new Credentials(network.client().clientId(), network.secret()),
                NetworkDialect.NAME,
                Duration.ofMinutes(1))
            .token();
    assertThat(post("sms", "", Optional.of("Bearer " + token)).statusCode()).isEqualTo(200);
  }

  @Test
  void closesWhenTheClientIsDisabled() throws Exception {
    IssuedClient network = client(Role.FLEET_MANAGER, NetworkDialect.NAME);
    Optional<String> authorization =
        Optional.of(basic(network.client().clientId(), network.secret()));
    assertThat(post("events", "", authorization).statusCode()).isEqualTo(200);
    clients.update(
        caller,
        network.client().id(),
        new ApiClientPatch(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false)),
        OptionalLong.empty(),
        false);
    assertThat(post("events", "", authorization).statusCode()).isEqualTo(401);
  }

  @Test
  void takesNoEndlessDelivery() throws Exception {
    IssuedClient network = client(Role.FLEET_MANAGER, NetworkDialect.NAME);
    byte[] blank = new byte[(int) NetworkDialect.LARGEST_BODY + 1];
    Arrays.fill(blank, (byte) '\n');
    HttpRequest request =
        request("events", Optional.of(basic(network.client().clientId(), network.secret())))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blank)))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(413);
  }

  @Test
  void saysNothingIsThereInItsOwnForm() throws Exception {
    HttpResponse<String> response =
        http.send(
            request("nothing", Optional.empty()).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(JsonMapper.shared().readTree(response.body()).path("status").asInt()).isEqualTo(404);
  }

  private IssuedClient client(Role role, String dialect) {
    return clients.create(
        caller,
        new NewApiClient(
            Optional.empty(), role + " of " + dialect, Set.of(role), Set.of(dialect), true));
  }

  private HttpResponse<String> post(String door, String body, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(door, authorization).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String door, Optional<String> authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + "/network/v1/" + door));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private static String basic(String name, String secret) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
