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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.account.KeptEvent;
import org.simplane.api.network.NetworkDialect;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.inventory.ImportOptions;
import org.simplane.inventory.Subscription;
import org.simplane.job.Job;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.messaging.MessageDirection;
import org.simplane.messaging.MessageQuery;
import org.simplane.messaging.MessageStatus;
import org.simplane.messaging.NewMessage;
import org.simplane.notification.NewWebhook;
import org.simplane.operator.Iccid;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;
import org.simplane.operator.Service;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.TopUps;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.network.FleetConfig;
import org.simplane.simulator.network.FleetSimulator;
import org.simplane.usage.Feeds;
import org.simplane.usage.Quota;

/**
 * One Simplane manages the SIMs of another: the northern one has an operator account at the
 * southern one's Easy Connect, whose own network is the simulated one.
 */
@Timeout(180)
final class TwoSimplanesIT {

  private static final int CARDS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** The first card of every fleet is a tracker's, which is never silent for long. */
  private static final Iccid TRACKER = new Iccid("89999010000000000005");

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  private long account;
  private Instance south;
  private Instance north;
  private FleetSimulator simulator;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    int port = freePort();
    south =
        Instance.start(
            folder.resolve("south"), Map.of("network.register-url", "http://127.0.0.1:" + port));
    long own = south.account("own", Map.of());
    var _ = south.features.feeds.add(south.caller, "own-network", Feeds.DEFAULT_ACCEPTANCE);
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    simulator = FleetSimulator.start(fleet(port), Clock.systemUTC(), ledger);
    var _ =
        south.features.subscriptions.importCsv(
            south.caller, own, new StringReader(get("/fleet/v1/sims.csv")), ImportOptions.USUAL);

    north = Instance.start(folder.resolve("north"), Map.of());
    IssuedClient client = south.client("easyconnect", Role.API_ACCESS);
    account =
        north.account(
            "nce",
            Map.of(
                "url",
                south.url() + "/management-api",
                "username",
                client.client().clientId(),
                "password",
                client.secret()));
    await().atMost(PATIENCE).until(() -> northern().isPresent());
  }

  @AfterEach
  void stop() {
    north.close();
    simulator.close();
    ledger.close();
    south.close();
  }

  @Test
  void theNorthListsSuspendsAndResumesASimOfTheSouth() {
    assertThat(northern().orElseThrow().identity().msisdnData())
        .isEqualTo(southern().identity().msisdnData());
    to(Status.SUSPENDED);
    assertThat(southern().standing().status()).isEqualTo(Status.SUSPENDED);
    to(Status.ACTIVE);
    assertThat(southern().standing().status()).isEqualTo(Status.ACTIVE);
    assertThat(northern().orElseThrow().standing().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void aMessageOfTheNorthIsDeliveredInTheSouthAndReportedByPush() {
    push("easyconnect.callback", Set.of("sms.received", "sms.status"));
    long sim = northern().orElseThrow().id();
    long message =
        north.features.messages.send(north.caller, sim, NewMessage.text("Zähler 7: melden"));
    await().atMost(PATIENCE).until(() -> pushed(sim).contains("DELIVERY_REPORT"));
    await()
        .atMost(PATIENCE)
        .until(() ->
            north.features.messages.find(north.caller.scope(), message).orElseThrow().status()
                == MessageStatus.DELIVERED);
    assertThat(
            south.features.messages.list(
                south.caller.scope(),
                MessageQuery.of(southern().id(), Instant.EPOCH),
                OptionalLong.empty(),
                10))
        .as("sent once")
        .filteredOn(sent -> sent.direction() == MessageDirection.MT)
        .hasSize(1);
  }

  @Test
  void whatDevicesOfTheSouthSendAndDoArrivesInTheNorth() {
    push("easyconnect.callback", Set.of("sms.received", "sms.status"));
    push("easyconnect.events", Set.of("network.event"));
    await()
        .atMost(PATIENCE)
        .until(() -> kinds().containsAll(Set.of("MESSAGE_RECEIVED", "NETWORK_EVENT")));
    assertThat(
            north.features.pushes.events(
                north.caller.scope(), account, true, OptionalLong.empty(), 100))
        .as("nothing that the north does not understand")
        .isEmpty();
  }

  @Test
  void theNorthResetsAndTopsUpASimOfTheSouth() {
    change(new Wish.ToReset(Reset.CONNECTIVITY));
    sellTopUps();
    long before = booked();
    TopUps topUps = north.features.accounts.operator(account).topUps().orElseThrow();
    Outcome<String> ordered =
        topUps.order(
            new TopUps.TopUpRequest(1, List.of(northern().orElseThrow().ref()), Optional.empty()));
    assertThat(ordered).isInstanceOf(Outcome.Done.class);
    await().atMost(PATIENCE).until(() -> booked() > before);
  }

  /** Nothing is on sale at the southern one by itself. */
  private void sellTopUps() {
    var _ =
        south
            .features
            .catalog
            .products()
            .create(
                south.caller,
                new ProductDraft(
                    south.caller.scope().organisation(),
                    Product.Kind.TOP_UP,
                    "Top-up",
                    "none",
                    1,
                    1,
                    1_000,
                    OptionalInt.empty(),
                    0,
                    new Price("EUR", 1_000, 1_210),
                    Optional.empty(),
                    new Grant(500L << 20, 250, 0),
                    OptionalLong.empty(),
                    true),
                false);
  }

  /** What is booked for the SIM at the southern one. */
  private long booked() {
    return south.features.quotas.of(south.caller.scope(), southern().id()).stream()
        .filter(quota -> quota.service() == Service.DATA)
        .mapToLong(Quota::total)
        .sum();
  }

  /** Has the southern one push to the northern one's door. */
  private void push(String format, Set<String> kinds) {
    String key =
        north
            .features
            .pushes
            .address(north.caller, account)
            .orElseGet(() -> north.features.pushes.rotate(north.caller, account))
            .key();
    var _ =
        south.features.webhooks.create(
            south.caller,
            new NewWebhook(
                Optional.empty(),
                format,
                URI.create(north.url() + "/operator/v1/" + key),
                kinds,
                true,
                format,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false);
  }

  private Set<String> kinds() {
    return north
        .features
        .pushes
        .events(north.caller.scope(), account, false, OptionalLong.empty(), 1000)
        .stream()
        .map(KeptEvent::kind)
        .collect(Collectors.toSet());
  }

  private Set<String> pushed(long sim) {
    return north
        .features
        .pushes
        .events(north.caller.scope(), account, false, OptionalLong.empty(), 1000)
        .stream()
        .filter(event -> event.subscription().equals(OptionalLong.of(sim)))
        .map(KeptEvent::kind)
        .collect(Collectors.toSet());
  }

  private void to(Status status) {
    change(new Wish.ToStatus(StatusTarget.of(status)));
  }

  private void change(Wish wish) {
    ChangeRequest request =
        ChangeRequest.of("test", Target.one(northern().orElseThrow().id(), wish));
    Job job =
        north.features.lifecycle.await(
            north.caller.scope(),
            north.features.lifecycle.request(north.caller, request).id(),
            PATIENCE);
    assertThat(job.done()).as("%s", job).isEqualTo(1);
  }

  private Optional<Subscription> northern() {
    return north.features.subscriptions.find(north.caller.scope(), TRACKER);
  }

  private Subscription southern() {
    return south.features.subscriptions.find(south.caller.scope(), TRACKER).orElseThrow();
  }

  private FleetConfig fleet(int port) {
    IssuedClient network = south.client(NetworkDialect.NAME, Role.FLEET_MANAGER);
    return new FleetConfig(
        folder.resolve("fleet"),
        port,
        1,
        CARDS,
        150,
        0,
        0,
        south.config.inbox().resolve("own-network"),
        1,
        URI.create(south.url()),
        Optional.empty(),
        Optional.of(new FleetConfig.DoorCredentials(network.client().clientId(), network.secret())),
        false);
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(simulator.url().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
