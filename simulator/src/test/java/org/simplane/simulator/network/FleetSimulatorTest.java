// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.operator.Iccid;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fleet's wires: register, delivery file, CDR folder, doors. */
final class FleetSimulatorTest {

  @TempDir private Path folder;
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void obeysCommandsInTheirOrderAndAnswersEach() throws Exception {
    try (Ledger ledger = ledger();
        FleetSimulator simulator = start(ledger, URI.create("http://127.0.0.1:9"))) {
      JsonNode answers =
          command(
              simulator,
              """
              [{"id":"a","command":"PROVISION","version":5,"imsi":"999010000000000","state":"PRODUCTIVE"},
               {"id":"b","command":"BAR","version":6,"iccid":"89999010000000000005","barred":["DATA"]},
               {"id":"c","command":"PROVISION","version":4,"imsi":"999010000000000","state":"SUSPENDED"},
               {"id":"d","command":"PROVISION","version":9,"imsi":"999010000099999","state":"PRODUCTIVE"},
               {"id":"e","command":"DANCE","imsi":"999010000000001"},
               {"id":"f","command":"PAGE","imsi":"999010000000001"}]
              """);
      assertThat(
              answers
                  .valueStream()
                  .map(answer ->
                      answer.path("id").asString("") + answer.path("result").asString("")))
          .containsExactly("aDONE", "bDONE", "cDONE", "dREFUSED", "eREFUSED", "fDONE");
      JsonNode subscriber = get(simulator, "/register/v1/subscribers/999010000000000");
      assertThat(subscriber.path("state").asString("")).isEqualTo("PRODUCTIVE");
      assertThat(subscriber.path("barred").valueStream().map(service -> service.asString("")))
          .containsExactly("DATA");
      LedgerEntry entry = ledger.recent("register", 10).getFirst();
      assertThat(entry.effects()).hasSize(3);
      assertThat(entry.effects().getLast().from())
          .as("a late command changed nothing")
          .isEqualTo(entry.effects().getLast().to());
    }
  }

  @Test
  void failsWhenToldToAndRemembersOverARestart() throws Exception {
    String on =
        "[{\"id\":\"a\",\"command\":\"PROVISION\",\"version\":1,\"imsi\":\"999010000000003\",\"state\":\"TEST\"}]";
    try (Ledger ledger = ledger()) {
      try (FleetSimulator simulator = start(ledger, URI.create("http://127.0.0.1:9"))) {
        simulator.control().fail(PlannedFault.next(Fault.SERVER_ERROR, 1));
        assertThat(post(simulator, on).statusCode()).isEqualTo(500);
        assertThat(post(simulator, on).statusCode()).isEqualTo(200);
      }
      try (FleetSimulator simulator = start(ledger, URI.create("http://127.0.0.1:9"))) {
        assertThat(
                get(simulator, "/register/v1/subscribers/999010000000003")
                    .path("state")
                    .asString(""))
            .isEqualTo("TEST");
      }
    }
  }

  @Test
  void deliversCardsWithValidNumbers() throws Exception {
    try (Ledger ledger = ledger();
        FleetSimulator simulator = start(ledger, URI.create("http://127.0.0.1:9"))) {
      List<String> lines = text(simulator, "/fleet/v1/sims.csv?from=5&count=3").lines().toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.getFirst()).startsWith("iccid,operator_key,imsi,");
      for (String line : lines.subList(1, 4)) {
        String iccid = line.substring(0, line.indexOf(','));
        assertThat(new Iccid(iccid).luhn()).isEqualTo(Iccid.Luhn.VALID);
        assertThat(iccid).hasSize(20).startsWith("8999901");
      }
    }
  }

  @Test
  void handsOverFilesAndKeepsEventsUntilTheServerTakesThem() throws Exception {
    AtomicInteger status = new AtomicInteger(503);
    ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/network/v1/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (status.get() == 200) {
            taken.addAll(body.lines().toList());
          }
          byte[] answer = "{\"accepted\":0,\"rejected\":0}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status.get(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Ledger ledger = ledger();
        FleetSimulator simulator = start(ledger, url)) {
      for (int sim = 0; sim < 20; sim++) {
        command(
            simulator,
            "[{\"id\":\"a\",\"command\":\"PROVISION\",\"version\":1,\"imsi\":\"9990100000000%02d\",\"state\":\"PRODUCTIVE\"}]"
                .formatted(sim));
      }
      await().until(() -> csvLines() > 20);
      Path waiting = folder.resolve("data/outgoing/events");
      await().until(() -> count(waiting, ".ndjson") > 1);
      assertThat(taken).isEmpty();
      status.set(200);
      await().until(() -> taken.size() > 20 && count(waiting, ".ndjson") == 0);
      assertThat(taken)
          .allSatisfy(line ->
              assertThat(JsonMapper.shared().readTree(line).path("id").asString("")).isNotEmpty());
      try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
        assertThat(files.map(path -> path.getFileName().toString()))
            .allMatch(name -> name.endsWith(".csv") || name.endsWith(".part"));
      }
    } finally {
      server.stop(0);
    }
  }

  private long csvLines() throws IOException {
    long lines = 0;
    if (Files.isDirectory(folder.resolve("inbox"))) {
      try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
        for (Path path : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
          lines += Files.readAllLines(path).size() - 1;
        }
      }
    }
    return lines;
  }

  private static long count(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith(suffix)).count();
    }
  }

  private Ledger ledger() throws IOException {
    return Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
  }

  private FleetSimulator start(Ledger ledger, URI server) throws IOException {
    return FleetSimulator.start(
        new FleetConfig(
            folder.resolve("data"),
            0,
            4,
            50,
            500,
            1,
            50,
            folder.resolve("inbox"),
            1,
            server,
            Optional.empty(),
            Optional.of(new FleetConfig.DoorCredentials("client", "secret")),
            false),
        Clock.systemUTC(),
        ledger);
  }

  private JsonNode command(FleetSimulator simulator, String commands)
      throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(post(simulator, commands).body());
  }

  private HttpResponse<String> post(FleetSimulator simulator, String commands)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(simulator.url().resolve("/register/v1/commands"))
            .POST(HttpRequest.BodyPublishers.ofString(commands))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(FleetSimulator simulator, String path)
      throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(text(simulator, path));
  }

  private String text(FleetSimulator simulator, String path)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(simulator.url().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
