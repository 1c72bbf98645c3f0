// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A batch over an operator that takes so many calls a second, against the time that this limit
 * itself costs; and over the same operator without a limit. The operator is a simulated one over
 * HTTP that carries out at once.
 */
final class BatchBench implements Bench {

  private static final int SIMS = Integer.getInteger("bench.batch.sims", 500);
  private static final int CALLS = Integer.getInteger("bench.batch.calls", 5);
  private static final double MOST = 1.1;
  private static final String PLATFORM = "turkcell";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String about() {
    return "A batch of %,d SIMs over an operator limited to %d calls/s, and over one without limit"
        .formatted(SIMS, CALLS);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    int port = ServerProcess.freePort();
    Process simulator = simulator(directory.resolve("simulator"), port);
    try (ServerProcess server =
        ServerProcess.start(
            directory.resolve("data"),
            List.of("--demo.enabled=off", "--outbound.private-addresses=on"))) {
      JsonNode administrator =
          JSON.readTree(Files.readString(directory.resolve("data").resolve("admin.json")))
              .path("clients")
              .path("administrator");
      server.logIn(
          "/api/v1/token",
          administrator.path("username").asString(),
          administrator.path("password").asString());
      String account = account(server, port);
      List<String> sims = sims(server, account);
      progress.tell("%,d SIMs are there".formatted(sims.size()));
      double free = batch(server, sims, "SUSPENDED");
      progress.tell("without limit: %.2f s".formatted(free));
      server.patch("/api/v1/accounts/" + account, pace(CALLS, 1));
      double limited = batch(server, sims, "ACTIVE");
      double least = (SIMS - 1) / (double) CALLS;
      double ratio = limited / least;
      return List.of(
          Figure.of("without limit", "%,.0f SIMs/s".formatted(SIMS / free)),
          Figure.of("what the limit itself takes", "%.1f s".formatted(least)),
          new Figure(
              "with the limit of %d calls/s".formatted(CALLS),
              "%.1f s".formatted(limited),
              OptionalDouble.of(ratio),
              "<= " + Figure.decimals(MOST, 2),
              ratio <= MOST));
    } finally {
      simulator.destroy();
      simulator.waitFor();
      Directories.delete(directory);
    }
  }

  /** From the request that asks for it until the last item is done, in seconds. */
  private static double batch(ServerProcess server, List<String> sims, String status)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode ids = body.putArray("sims");
    sims.forEach(ids::add);
    body.putObject("change").put("status", status);
    long begin = System.nanoTime();
    String job =
        server
            .post("/api/v1/changes", "application/json", BodyPublishers.ofString(body.toString()))
            .path("id")
            .asString();
    while (System.nanoTime() - begin < LONGEST.toNanos()) {
      JsonNode now = server.get("/api/v1/jobs/" + job);
      if (now.path("finishedAt").isString()) {
        if (now.path("done").asInt() != sims.size()) {
          throw new IllegalStateException("Not all of the batch is done: " + now);
        }
        Instant asked = Instant.parse(now.path("createdAt").asString());
        Instant over = Instant.parse(now.path("finishedAt").asString());
        return Duration.between(asked, over).toMillis() / 1e3;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new IllegalStateException("The batch was not over within " + LONGEST);
  }

  /** The account on the simulated operator, its SIMs read. */
  private String account(ServerProcess server, int port) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("platform", PLATFORM).put("name", "Bench");
    body.set("settings", known(port).path("settings"));
    body.put("syncEverySeconds", 0);
    body.set("pace", pace(0, 0).path("pace"));
    String account =
        server
            .post("/api/v1/accounts", "application/json", BodyPublishers.ofString(body.toString()))
            .path("id")
            .asString();
    server.post(
        "/api/v1/accounts/" + account + "/synchronise",
        "application/json",
        BodyPublishers.ofString("{}"));
    return account;
  }

  private static ObjectNode pace(int callsPerSecond, int inFlight) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("pace").put("callsPerSecond", callsPerSecond).put("inFlight", inFlight);
    return body;
  }

  /** So many that are active, as soon as they are in. */
  private static List<String> sims(ServerProcess server, String account)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST.toNanos()) {
      List<String> ids = new ArrayList<>();
      server
          .get("/api/v1/sims?status=ACTIVE&limit=1000&account=" + account)
          .path("items")
          .forEach(sim -> ids.add(sim.path("id").asString()));
      if (ids.size() >= SIMS) {
        return ids.subList(0, SIMS);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    throw new IllegalStateException("The SIMs did not come in within " + LONGEST);
  }

  /** How the simulated operator is reached, as soon as it is there. */
  private JsonNode known(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + (port + 2) + "/control/" + PLATFORM + "/account"))
            .build();
    long begin = System.nanoTime();
    while (true) {
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return JSON.readTree(answer.body());
        }
      } catch (IOException e) {
        if (System.nanoTime() - begin > LONGEST.toNanos()) {
          throw e;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static Process simulator(Path data, int port) throws IOException {
    Files.createDirectories(data);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      // When the bench is killed, what it started ends too.
      command.addAll(List.of("setpriv", "--pdeathsig", "TERM"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            "simulator/target/simulator.jar",
            "--port=" + port,
            "--size=1",
            "--pace=0.001",
            "--history-days=0",
            "--nce-sims=1",
            // Nine in ten are active.
            "--operator-sims=" + SIMS * 4 / 3,
            "--data=" + data,
            "--inbox=" + data.resolve("inbox"),
            "--server=http://127.0.0.1:9"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("output").toFile())
        .start();
  }
}
