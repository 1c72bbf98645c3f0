// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.api.network.NetworkDialect;
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

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Instance simplane;
  private Features features;
  private FleetSimulator simulator;
  private Ledger ledger;
  private Caller caller;
  private long account;

  @BeforeEach
  void start() throws IOException {
    int port = freePort();
    simplane =
        Instance.start(
            folder.resolve("data"), Map.of("network.register-url", "http://127.0.0.1:" + port));
    features = simplane.features;
    caller = simplane.caller;
    account = simplane.account("own", Map.of());
    var _ = features.feeds.add(caller, "own-network", Feeds.DEFAULT_ACCEPTANCE);
    ledger = Ledger.open(folder.resolve("ledger"), simplane.clock);
    simulator = FleetSimulator.start(fleet(port, simplane.config.inbox()), simplane.clock, ledger);
  }

  private FleetConfig fleet(int port, Path inbox) {
    IssuedClient network = simplane.client(NetworkDialect.NAME, Role.FLEET_MANAGER);
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
        URI.create(simplane.url()),
        Optional.empty(),
        Optional.of(new FleetConfig.DoorCredentials(network.client().clientId(), network.secret())),
        true);
  }

  @AfterEach
  void stop() {
    simulator.close();
    ledger.close();
    simplane.close();
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
    Instant barredAt = simplane.clock.instant();
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
    Instant acknowledged = simplane.clock.instant();
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
    return simplane.database.read(handle ->
        handle
            .createQuery("select exists (select 1 from usage_record where started_at > :moment)")
            .bind("moment", moment.atOffset(ZoneOffset.UTC))
            .mapTo(Boolean.class)
            .one());
  }

  private Instant lastRecordEnd(long sim) {
    return simplane.database.read(handle ->
        handle
            .createQuery(
                "select max(started_at + make_interval(secs => duration_s)) from usage_record where subscription_id = :sim")
            .bind("sim", sim)
            .mapTo(Instant.class)
            .one());
  }

  private List<String> events(long sim) {
    return simplane.database.read(handle ->
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
