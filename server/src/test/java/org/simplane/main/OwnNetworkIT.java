// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Organisation;
import org.simplane.access.Role;
import org.simplane.account.NewAccount;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.api.network.DoorKeeper;
import org.simplane.api.network.NetworkDialect;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.ImportOptions;
import org.simplane.inventory.Subscription;
import org.simplane.job.Job;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Iccid;
import org.simplane.operator.Service;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.network.FleetConfig;
import org.simplane.simulator.network.FleetSimulator;
import org.simplane.usage.Feeds;
import org.simplane.usage.Quota;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way round: register, radio, CDR files, usage, quota, register again; with the simulated
 * fleet over real wires.
 */
@Timeout(120)
final class OwnNetworkIT {

  private static final int CARDS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** The first card of every fleet is a tracker's, which is never silent for long. */
  private static final Iccid TRACKER = new Iccid("89999010000000000005");

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private final Clock clock = Clock.systemUTC();
  private final Database database = testDatabase.database();

  private Features features;
  private HttpServer server;
  private FleetSimulator simulator;
  private Ledger ledger;
  private Caller caller;
  private long account;

  @BeforeEach
  void start() throws IOException {
    int port = freePort();
    Config config =
        Config.of(
            Settings.read(
                Map.of(
                    "data.directory",
                    folder.resolve("data").toString(),
                    "demo.enabled",
                    "off",
                    "network.register-url",
                    "http://127.0.0.1:" + port),
                Map.of(),
                Optional.empty()));
    Partitions partitions = new Partitions(database, clock, Map.of());
    features = new Features(config, database, Secrets.random(), partitions, Dialects.NAMES, clock);
    server =
        new HttpServer(
            HttpConfig.loopback(0),
            new Health(() -> true),
            List.of(
                new NetworkDialect(
                    features.eventDoor, features.smsDoor, new DoorKeeper(features.tokens))),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
    features.start();
    Organisation tenant = features.organisations.root("Tenant");
    caller = Caller.system("test", features.organisations.scopeOf(tenant.id()));
    account =
        features
            .accounts
            .add(
                caller,
                new NewAccount(
                    tenant.id(),
                    "own",
                    "Own network",
                    Map.of(),
                    ZoneOffset.UTC,
                    Optional.empty(),
                    Optional.empty()),
                false)
            .id();
    var _ = features.feeds.add(caller, "own-network", Feeds.DEFAULT_ACCEPTANCE);
    ledger = Ledger.open(folder.resolve("ledger"), clock);
    simulator = FleetSimulator.start(fleet(port, config.inbox()), clock, ledger);
  }

  private FleetConfig fleet(int port, Path inbox) {
    IssuedClient network =
        features.clients.create(
            caller,
            new NewApiClient(
                Optional.empty(),
                "network",
                Set.of(Role.FLEET_MANAGER),
                Set.of(NetworkDialect.NAME),
                true));
    return new FleetConfig(
        folder.resolve("fleet"),
        port,
        1,
        CARDS,
        150,
        0,
        0,
        inbox.resolve("own-network"),
        1,
        URI.create("http://127.0.0.1:" + server.port()),
        Optional.empty(),
        Optional.of(new FleetConfig.DoorCredentials(network.client().clientId(), network.secret())),
        true);
  }

  @AfterEach
  void stop() {
    simulator.close();
    ledger.close();
    server.close();
    features.close();
  }

  @Test
  void meteredUsageBarsASimAndMoreVolumeFreesIt() throws Exception {
    long sim = delivered().id();
    await().atMost(PATIENCE).until(() -> used(sim) > 0);
    await()
        .atMost(PATIENCE)
        .until(() -> events(sim).containsAll(List.of("ATTACH", "SESSION_START")));

    features.quotas.assign(caller, sim, Service.DATA, 1, 20, Optional.empty());
    await().atMost(PATIENCE).until(() -> barred().contains("DATA"));
    assertThat(register().path("presence").asString("")).isNotEqualTo("ONLINE");
    assertThat(features.subscriptions.find(caller.scope(), sim).orElseThrow().standing().status())
        .isEqualTo(Status.ACTIVE);
    Instant barredAt = clock.instant();
    await().atMost(PATIENCE).until(() -> handedOverSince(barredAt.plusSeconds(2)));
    long exhausted = used(sim);

    features.quotas.topUp(caller, sim, Service.DATA, 1L << 30);
    await().atMost(PATIENCE).until(() -> barred().isEmpty());
    await().atMost(PATIENCE).until(() -> used(sim) > exhausted);
  }

  @Test
  void aSuspendedSimIsOffTheAirWhenItsJobIsDone() throws Exception {
    long sim = delivered().id();
    await().atMost(PATIENCE).until(() -> used(sim) > 0);
    to(sim, Status.SUSPENDED);
    Instant acknowledged = clock.instant();
    assertThat(register().path("state").asString("")).isEqualTo("SUSPENDED");
    assertThat(register().path("presence").asString("")).isEqualTo("OFFLINE");

    await().atMost(PATIENCE).until(() -> handedOverSince(acknowledged.plusSeconds(3)));
    assertThat(lastRecordEnd(sim)).isBeforeOrEqualTo(acknowledged);

    to(sim, Status.ACTIVE);
    await().atMost(PATIENCE).until(() -> lastRecordEnd(sim).isAfter(acknowledged));
  }

  /** The tracker, after all cards of the delivery file came in and the register knows them. */
  private Subscription delivered() throws IOException, InterruptedException {
    String csv = get("/fleet/v1/sims.csv");
    assertThat(
            features
                .subscriptions
                .importCsv(caller, account, new StringReader(csv), ImportOptions.USUAL)
                .added())
        .isEqualTo(CARDS);
    await()
        .atMost(PATIENCE)
        .until(() -> register().path("state").asString("").equals("PRODUCTIVE"));
    return features.subscriptions.find(caller.scope(), TRACKER).orElseThrow();
  }

  private void to(long sim, Status status) {
    ChangeRequest request =
        ChangeRequest.of("test", Target.one(sim, new Wish.ToStatus(StatusTarget.of(status))));
    Job job =
        features.lifecycle.await(
            caller.scope(), features.lifecycle.request(caller, request).id(), PATIENCE);
    assertThat(job.done()).isEqualTo(1);
  }

  private long used(long sim) {
    return features.quotas.of(caller.scope(), sim).stream()
        .filter(quota -> quota.service() == Service.DATA)
        .mapToLong(Quota::used)
        .sum();
  }

  private List<String> barred() throws IOException, InterruptedException {
    return register().path("barred").valueStream().map(service -> service.asString("")).toList();
  }

  private JsonNode register() throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get("/register/v1/subscribers/" + TRACKER));
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(simulator.url().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Whether usage of some SIM that was metered after that moment has come in. */
  private boolean handedOverSince(Instant moment) {
    return database.read(handle ->
        handle
            .createQuery("select exists (select 1 from usage_record where started_at > :moment)")
            .bind("moment", moment.atOffset(ZoneOffset.UTC))
            .mapTo(Boolean.class)
            .one());
  }

  private Instant lastRecordEnd(long sim) {
    return database.read(handle ->
        handle
            .createQuery(
                "select max(started_at + make_interval(secs => duration_s)) from usage_record where subscription_id = :sim")
            .bind("sim", sim)
            .mapTo(Instant.class)
            .one());
  }

  private List<String> events(long sim) {
    return database.read(handle ->
        handle
            .createQuery("select distinct kind from network_event where subscription_id = :sim")
            .bind("sim", sim)
            .mapTo(String.class)
            .list());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
