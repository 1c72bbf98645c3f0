// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Credentials;
import org.simplane.db.TestDatabase;
import org.simplane.simulator.SimulatedOperators;
import org.simplane.simulator.control.Control;
import org.simplane.simulator.control.ControlServer;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.network.FleetConfig;
import org.simplane.simulator.network.FleetSimulator;

@Timeout(120)
final class DemoIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int CARDS = 60;
  private static final int OPERATORS = 9;
  private static final int SIMS_EACH = 4;

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void isMadeOnceAndItsCredentialsOpenTheDoors() throws Exception {
    int port = freePort();
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC())) {
      Map<String, Credentials> first;
      try (Simplane simplane = simplane(port)) {
        simplane.start();
        try (FleetSimulator simulator = simulator(port, simplane.url(), ledger);
            SimulatedOperators operators = operators(ledger);
            ControlServer control = control(port, operators)) {
          first = clients();
          assertThat(first).containsOnlyKeys("easyconnect", "v1", "cmo", "tmf", "network");
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
              .isEqualTo("rw-------");
          assertThat(control.url().getPort()).isEqualTo(port + 2);
          await()
              .atMost(PATIENCE)
              .until(() -> count("subscription") == CARDS + OPERATORS * SIMS_EACH);
          await().atMost(PATIENCE).until(() -> count("network_event") > 0);
          await().atMost(PATIENCE).until(() -> stocked() > 0);
          assertThat(simulator.size()).isEqualTo(CARDS);
          await()
              .atMost(PATIENCE)
              .until(() -> count("(select distinct organisation_id from subscription) o") == 4);
        }
      }
      long organisations = count("organisation");
      try (Simplane again = simplane(port)) {
        again.start();
        assertThat(clients()).isEqualTo(first);
        assertThat(count("organisation")).isEqualTo(organisations).isEqualTo(4);
        assertThat(count("product where account_id is null")).isEqualTo(4);
        assertThat(count("operator_account")).isEqualTo(2 + OPERATORS);
        assertThat(status(again, first)).isEqualTo(200);
      }
      Files.delete(file());
      try (Simplane lost = simplane(port)) {
        lost.start();
        assertThat(status(lost, first)).as("the lost secret ended").isEqualTo(401);
        assertThat(status(lost, clients())).isEqualTo(200);
        assertThat(count("api_client")).isEqualTo(5);
      }
    }
  }

  private Path file() {
    return folder.resolve("data").resolve("demo.json");
  }

  private Map<String, Credentials> clients() {
    return new DemoFile(file()).read("clients");
  }

  private int status(Simplane simplane, Map<String, Credentials> clients)
      throws IOException, InterruptedException {
    Credentials network = Optional.ofNullable(clients.get("network")).orElseThrow();
    String pair = network.name() + ":" + network.secret();
    HttpRequest request =
        HttpRequest.newBuilder(simplane.url().resolve("/network/v1/events"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private Simplane simplane(int simulatorPort) {
    Config config =
        Config.of(
            Settings.read(
                Map.of(
                    "data.directory", folder.resolve("data").toString(),
                    "http.port", "0",
                    "database.url", testDatabase.login().url(),
                    "database.user", testDatabase.login().user(),
                    "database.password", testDatabase.login().password(),
                    "master-key", Base64.getEncoder().encodeToString(new byte[32]),
                    "simulator.port", Integer.toString(simulatorPort)),
                Map.of(),
                Optional.empty()));
    return new Simplane(
        config, Clock.systemUTC(), new Terminal(new PrintStream(OutputStream.nullOutputStream())));
  }

  private FleetSimulator simulator(int port, URI server, Ledger ledger) throws IOException {
    return FleetSimulator.start(
        new FleetConfig(
            folder.resolve("fleet"),
            port,
            1,
            CARDS,
            50,
            2,
            CARDS,
            folder.resolve("data").resolve("inbox").resolve("own-network"),
            1,
            URI.create("http://127.0.0.1:" + server.getPort()),
            Optional.of(file()),
            Optional.empty(),
            true),
        Clock.systemUTC(),
        ledger);
  }

  private SimulatedOperators operators(Ledger ledger) throws IOException {
    return SimulatedOperators.start(
        folder.resolve("operators"), 0, SIMS_EACH, 1, ledger, Clock.systemUTC());
  }

  /** Where the demo looks for it. */
  private static ControlServer control(int port, SimulatedOperators operators) throws IOException {
    return ControlServer.start(port + 2, new Control(operators.backends(), operators.accounts()));
  }

  private long count(String table) {
    return testDatabase
        .database()
        .read(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  private long stocked() {
    return count(
        "subscription s join organisation o on o.id = s.organisation_id where o.name = '"
            + DemoCatalogue.STOCK
            + "'");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
