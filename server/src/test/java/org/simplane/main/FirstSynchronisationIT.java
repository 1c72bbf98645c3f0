// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Credentials;
import org.simplane.db.TestDatabase;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.backend.BackendConfig;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.jasper.JasperWire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The first synchronisation of a Control Center account by a server that is killed in the middle of
 * the list, and again in the middle of the details. {@code -Dsimplane.first-sync.sims=100000} does
 * it at that size.
 */
@Timeout(3600)
final class FirstSynchronisationIT {

  private static final int SIMS = Integer.getInteger("simplane.first-sync.sims", 800);
  private static final int CALLS = Integer.getInteger("simplane.first-sync.calls", 100);
  private static final int PAGE = 50;
  private static final int KILLS = 2;
  private static final Pattern PAUSE = Pattern.compile("->(\\d+)M\\(");

  /** So many that the calls of a killed server, which count for some seconds, leave room. */
  private static final int IN_FLIGHT = 20;

  /** Enough for a small fleet not to be read before anybody can look. */
  private static final int SLOW_PAGES = 16;

  private static final int SLOW_READS = 800;

  /** What is read before it is written down. */
  private static final int BATCH = Math.clamp(CALLS * 5L, 25, 200);

  private static final Logger LOG = LoggerFactory.getLogger(FirstSynchronisationIT.class);

  private static final Duration PATIENCE = Duration.ofSeconds(Math.max(180, SIMS / CALLS * 3L));
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.empty();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void goesOnWhereItWasAndShowsHowFarItIs() throws Exception {
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
        Backend operator = operator(ledger)) {
      int port = freePort();
      Process first = start(port);
      Instant begun = Instant.now();
      operator.fail(
          new PlannedFault(
              Fault.SLOW, SLOW_PAGES, Optional.of("/devices"), Duration.ofMillis(500)));
      try (V1Caller api = api(port)) {
        add(api, operator);
        await()
            .atMost(PATIENCE)
            .until(() -> job(api, "synchronisation").path("done").asInt() >= SIMS / 2);
        JsonNode progress = progress(api);
        assertThat(progress.path("phase").asString()).isEqualTo("LISTING");
        assertThat(progress.at("/list/done").asInt()).isBetween(SIMS / 2, SIMS);
        assertThat(progress.at("/list/perSecond").asDouble()).isPositive();
      }
      kill(first);
      assertThat(count("subscription")).isBetween((long) PAGE, (long) SIMS - 1);
      operator.heal();
      operator.fail(
          new PlannedFault(
              Fault.SLOW, SLOW_READS, Optional.of("/devices/"), Duration.ofMillis(200)));

      Process second = start(port);
      int shown;
      try (V1Caller api = api(port)) {
        await().atMost(PATIENCE).until(() -> job(api, "details").path("done").asInt() >= SIMS / 4);
        JsonNode progress = progress(api);
        shown = progress.at("/details/done").asInt();
        assertThat(progress.path("phase").asString()).isEqualTo("DETAILS");
        assertThat(progress.at("/list/done").asInt()).isEqualTo(SIMS);
        assertThat(progress.at("/details/total").asInt()).isEqualTo(SIMS);
        assertThat(Instant.parse(progress.at("/details/estimatedEnd").asString()))
            .isBetween(Instant.now(), Instant.now().plus(PATIENCE));
      }
      kill(second);
      assertThat(detailed()).isBetween((long) shown, (long) SIMS - 1);

      start(port);
      try (V1Caller api = api(port)) {
        assertThat(job(api, "details").path("done").asInt()).isBetween(shown, SIMS - 1);
        operator.heal();
        await()
            .atMost(PATIENCE)
            .until(() -> job(api, "details").path("state").asString().equals("DONE"));
        assertThat(job(api, "details").path("done").asInt()).isEqualTo(SIMS);
        assertThat(job(api, "synchronisation").path("done").asInt()).isEqualTo(SIMS);
        assertThat(progress(api).path("phase").asString()).isEqualTo("DONE");
      }
      LOG.info("{} SIMs in {} s", SIMS, Duration.between(begun, Instant.now()).toSeconds());
      assertThat(detailed()).isEqualTo(SIMS);
      assertThat(count("subscription")).isEqualTo(SIMS);
    }
    Map<String, Long> calls =
        Ledger.read(folder.resolve("ledger")).stream()
            .filter(entry -> entry.path().contains("/devices"))
            .collect(Collectors.groupingBy(LedgerEntry::path, Collectors.counting()));
    long pages = calls.remove("/rws/api/v1/devices");
    assertThat(pages).as("pages").isBetween((long) SIMS / PAGE, (long) SIMS / PAGE + KILLS);
    long reads = calls.values().stream().mapToLong(Long::longValue).sum();
    assertThat(reads).as("single reads").isBetween((long) SIMS, (long) SIMS + (long) KILLS * BATCH);
    LOG.info("{} calls, at least {}; heap {}", pages + reads, SIMS / PAGE + SIMS, heap());
  }

  /** The most that was left in the heap by a collection. */
  private String heap() throws IOException {
    int most = 0;
    for (int i = 0; i < started.size(); i++) {
      Matcher pauses = PAUSE.matcher(Files.readString(folder.resolve("gc-" + i + ".log")));
      while (pauses.find()) {
        most = Math.max(most, Integer.parseInt(pauses.group(1)));
      }
    }
    return most + " MB";
  }

  private static JsonNode progress(V1Caller api) {
    String account =
        api.get("/accounts")
            .path("items")
            .valueStream()
            .filter(one -> one.path("platform").asString().equals("jasper"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    return api.get("/accounts/" + account + "/progress");
  }

  private Backend operator(Ledger ledger) throws IOException {
    return Backend.start(
        new BackendConfig(folder.resolve("operator"), 0, SIMS, Duration.ZERO, "user", "key", 0),
        new JasperWire("jasper", "8999907"),
        ledger,
        Clock.systemUTC());
  }

  private static void add(V1Caller api, Backend operator) {
    HttpResponse<String> added =
        api.post(
            "/accounts",
            """
            {"platform":"jasper","name":"North","settings":{"url":"%s/rws/api/v1","username":"user","apiKey":"key"},
             "pace":{"callsPerSecond":%d,"inFlight":%d},"syncEverySeconds":86400}
            """
                .formatted(operator.url(), CALLS, IN_FLIGHT));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
  }

  /** The only one of its kind; nothing when there is none yet. */
  private static JsonNode job(V1Caller api, String kind) {
    List<JsonNode> jobs =
        api.get("/jobs?limit=100")
            .path("items")
            .valueStream()
            .filter(job -> job.path("kind").asString().equals(kind))
            .toList();
    assertThat(jobs).hasSizeLessThan(2);
    return jobs.isEmpty() ? api.get("/jobs?limit=1").path("none") : jobs.getFirst();
  }

  private void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private long count(String table) {
    return database
        .database()
        .read(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  /** A list shows no IMSI. */
  private long detailed() {
    return count("subscription where imsi is not null");
  }

  private V1Caller api(int port) {
    Credentials administrator =
        Optional.ofNullable(
                new DemoFile(folder.resolve("data").resolve("admin.json"))
                    .read("clients")
                    .get("administrator"))
            .orElseThrow();
    return new V1Caller("http://127.0.0.1:" + port, administrator.name(), administrator.secret());
  }

  private Process start(int port) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Xlog:gc:file=" + folder.resolve("gc-" + started.size() + ".log"),
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.simplane.main.Main",
                "--data.directory=" + folder.resolve("data"),
                "--demo.enabled=off",
                "--outbound.private-addresses=on",
                "--http.port=" + port,
                "--database.url=" + database.login().url(),
                "--database.user=" + database.login().user(),
                "--database.password=" + database.login().password(),
                "--master-key=" + KEY)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
            .start();
    started.add(process);
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          assertThat(process.isAlive()).isTrue();
          return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
