// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A change of a whole fleet on the own network, the simulator's subscriber register included. */
final class BulkBench implements Bench {

  private static final int SIMS = Integer.getInteger("bench.bulk.sims", 100_000);
  private static final List<String> TARGETS = List.of("SUSPENDED", "ACTIVE", "SUSPENDED", "ACTIVE");
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int QUIET_LOOKS = 6;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TELL_EVERY = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public String about() {
    return "one change of %,d SIMs of the own network, from request to the last SIM, audit and outbox included"
        .formatted(SIMS);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path data = Files.createTempDirectory("simplane-bench-");
    List<String> settings =
        List.of(
            // More than are changed: some of a fleet are always out of service.
            "--simulator.fleet-size=" + SIMS * 4 / 3,
            "--simulator.pace=0.001",
            "--simulator.port=" + ServerProcess.freePort());
    try (ServerProcess server = ServerProcess.start(data, settings)) {
      JsonNode client =
          new ObjectMapper().readTree(data.resolve("demo.json").toFile()).at("/clients/v1");
      server.logIn(
          "/api/v1/token", client.get("username").asString(), client.get("password").asString());
      List<String> sims = active(server, progress);
      List<Double> accepted = new ArrayList<>();
      List<Double> finished = new ArrayList<>();
      for (String target : TARGETS) {
        settle(data);
        change(server, sims, target, accepted, finished);
        progress.tell(
            "%s: accepted in %.2f s, finished in %.1f s"
                .formatted(target, accepted.getLast(), finished.getLast()));
      }
      double acceptance = median(accepted);
      double finish = median(finished);
      return List.of(
          Figure.aimed("accepted", "%.2f s".formatted(acceptance), "within 2 s", acceptance <= 2),
          Figure.aimed("finished", "%.1f s".formatted(finish), "within 20 s", finish <= 20),
          Figure.of("that is", "%,.0f SIMs/s".formatted(sims.size() / finish)));
    } finally {
      Directories.delete(data);
    }
  }

  /** Waits for the delivery of the SIMs, which begins when the server is ready. */
  private static List<String> active(ServerProcess server, Progress progress)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    String own = account(server);
    progress.tell("waiting for the SIMs to come in");
    long told = System.nanoTime();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      List<String> sims = new ArrayList<>();
      String path = "/api/v1/sims?limit=1000&status=ACTIVE&account=" + own;
      JsonNode page = server.get(path);
      while (true) {
        for (JsonNode sim : page.get("items")) {
          // A sleeping SIM cannot be suspended.
          if (sim.path("billingPhase").asString("").equals("PRODUCTIVE")) {
            sims.add(sim.get("iccid").asString());
          }
        }
        if (sims.size() >= SIMS) {
          return sims.subList(0, SIMS);
        }
        if (!page.has("next")) {
          break;
        }
        page = server.get(path + "&cursor=" + page.get("next").asString());
      }
      if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        progress.tell("%,d are in service".formatted(sims.size()));
      }
      // Reading them all again at once would hold up those that come in.
      long took = System.nanoTime() - begun;
      LockSupport.parkNanos(Math.max(LOOK_EVERY.toNanos(), 3 * took));
    }
    throw new IllegalStateException("There were not " + SIMS + " active SIMs within " + LONGEST);
  }

  /**
   * Waits until the network has told what the devices did about the change before: those of 100,000
   * SIMs leave the air, or come back to it.
   */
  private static void settle(Path data) throws IOException {
    Path events = data.resolve("simulator/fleet/outgoing/events");
    long end = System.nanoTime() + LONGEST.toNanos();
    int quiet = 0;
    while (quiet < QUIET_LOOKS) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The network did not come to rest within " + LONGEST);
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      try (Stream<Path> files = Files.list(events)) {
        // The one that is being written is always there.
        quiet = files.count() <= 1 ? quiet + 1 : 0;
      }
    }
  }

  private static String account(ServerProcess server) throws IOException, InterruptedException {
    for (JsonNode account : server.get("/api/v1/accounts").get("items")) {
      if (account.get("platform").asString().equals("own")) {
        return account.get("id").asString();
      }
    }
    throw new IllegalStateException("The demo has no account on the own network");
  }

  private static void change(
      ServerProcess server,
      List<String> iccids,
      String target,
      List<Double> accepted,
      List<Double> finished)
      throws IOException, InterruptedException {
    String body =
        "{\"iccids\":[\""
            + String.join("\",\"", iccids)
            + "\"],\"change\":{\"status\":\""
            + target
            + "\"}}";
    long begin = System.nanoTime();
    JsonNode job =
        server.post("/api/v1/changes", "application/json", BodyPublishers.ofString(body));
    accepted.add((System.nanoTime() - begin) / 1e9);
    while (!job.get("state").asString().equals("DONE")) {
      if (System.nanoTime() - begin > LONGEST.toNanos()) {
        throw new IllegalStateException("Not finished within " + LONGEST + ": " + job);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      job = server.get("/api/v1/jobs/" + job.get("id").asString());
    }
    finished.add((System.nanoTime() - begin) / 1e9);
    if (job.get("done").asInt() != iccids.size()) {
      throw new IllegalStateException("Not all were changed: " + job);
    }
  }

  private static double median(List<Double> values) {
    return Figure.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
