// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.EmbeddedPostgres;

/** A server with a large fleet: how fast it starts, reads and lists, and what memory it takes. */
final class FleetBench implements Bench {

  private static final int SIMS = Integer.getInteger("bench.fleet.sims", 1_000_000);
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 8;
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int PAGE_SIZE = 100;
  private static final int FAR_PAGE = SIMS / PAGE_SIZE / 2;
  private static final int SAMPLES = 300;
  private static final String SIMS_PATH = "/management-api/v1/sims";

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public String about() {
    return "%,d SIMs, demo off: import, start, SIM read over HTTP against %s, SIM list, memory"
        .formatted(
            SIMS,
            SingleRowReads.pgbenchIsThere()
                ? "prepared pgbench"
                : "raw single-row reads (no pgbench here)");
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"))) {
      DatabaseLogin login = postgres.login();
      StoredFleet fleet;
      try (Database database = Database.open(login, 4)) {
        fleet = StoredFleet.create(database, directory.resolve("master.key"), SIMS, progress);
      }
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.of(
              "CSV import",
              "%,.0f SIMs/s".formatted(SIMS / (fleet.importTime().toMillis() / 1e3))));
      List<String> settings =
          List.of(
              "--demo.enabled=off",
              "--easyconnect.requests-per-second=0",
              "--database.url=" + login.url(),
              "--database.user=" + login.user(),
              "--database.password=" + login.password(),
              "--master-key=" + Files.readString(directory.resolve("master.key")).strip());
      Path data = directory.resolve("data");
      figures.add(start(data, settings, progress));
      try (ServerProcess server = ServerProcess.start(data, settings)) {
        logIn(server, fleet);
        HttpLoad load = new HttpLoad(server.port(), server.token());
        figures.addAll(read(load, fleet, new SingleRowReads(login, fleet.first(), SIMS), progress));
        figures.add(memory(server));
        figures.addAll(list(load, progress));
      }
      try (ServerProcess server = ServerProcess.start(data, settings)) {
        logIn(server, fleet);
        figures.add(jump(new HttpLoad(server.port(), server.token())));
      }
      return figures;
    } finally {
      Directories.delete(directory);
    }
  }

  private static void logIn(ServerProcess server, StoredFleet fleet)
      throws IOException, InterruptedException {
    server.logIn(
        "/management-api/oauth/token",
        fleet.administrator().name(),
        fleet.administrator().secret());
  }

  /** The first start builds what is not built and makes folders; it does not count. */
  private static Figure start(Path data, List<String> settings, Progress progress)
      throws IOException {
    ServerProcess.start(data, settings).close();
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(data, settings)) {
        seconds[round] = server.startTime().toMillis() / 1e3;
      }
    }
    double median = Figure.median(seconds);
    progress.tell("start to ready: %.2f s".formatted(median));
    return Figure.aimed("./run to ready", "%.2f s".formatted(median), "< 3 s", median < 3);
  }

  private static List<Figure> read(
      HttpLoad load, StoredFleet fleet, SingleRowReads limit, Progress progress)
      throws IOException, InterruptedException {
    load.run(CONNECTIONS, WARM_UP, () -> () -> randomSim(fleet));
    double[] limits = new double[ROUNDS];
    double[] reads = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    double[] slowest = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      limits[round] = limit.perSecond(CONNECTIONS, ROUND);
      Latencies latencies = load.run(CONNECTIONS, ROUND, () -> () -> randomSim(fleet));
      reads[round] = latencies.perSecond();
      ratios[round] = reads[round] / limits[round];
      slowest[round] = latencies.millis(0.99);
      progress.tell(
          "round %d: limit %,.0f/s, over HTTP %,.0f/s"
              .formatted(round + 1, limits[round], reads[round]));
    }
    return List.of(
        Figure.of("single-row reads in the database", "%,.0f /s".formatted(Figure.median(limits))),
        Figure.ratio(
            "SIM read by ICCID over HTTP",
            "%,.0f /s".formatted(Figure.median(reads)),
            Figure.median(ratios),
            0.45),
        Figure.of("  its p99", "%.1f ms".formatted(Figure.median(slowest))));
  }

  private static String randomSim(StoredFleet fleet) {
    return SIMS_PATH + "/" + StoredFleet.iccid(ThreadLocalRandom.current().nextInt(fleet.size()));
  }

  private static Figure memory(ServerProcess server) throws IOException {
    double megabytes = server.residentBytes() / 1e6;
    return Figure.aimed(
        "resident memory after the reads",
        "%.0f MB".formatted(megabytes),
        "< 400 MB",
        megabytes < 400);
  }

  private static List<Figure> list(HttpLoad load, Progress progress) throws InterruptedException {
    Latencies first = load.times(SAMPLES, () -> page(1));
    progress.tell("walking to page %,d".formatted(FAR_PAGE));
    AtomicInteger page = new AtomicInteger();
    load.times(FAR_PAGE - SAMPLES, () -> page(page.incrementAndGet()));
    Latencies walked = load.times(SAMPLES, () -> page(page.incrementAndGet()));
    return List.of(
        aimed("first page of %d SIMs, p99".formatted(PAGE_SIZE), first.millis(0.99)),
        aimed("page %,d walked to, p99".formatted(FAR_PAGE), walked.millis(0.99)));
  }

  private static Figure aimed(String what, double millis) {
    return Figure.aimed(what, "%.1f ms".formatted(millis), "within 50 ms", millis <= 50);
  }

  private static Figure jump(HttpLoad load) throws InterruptedException {
    load.times(SAMPLES, () -> page(1));
    return Figure.of(
        "page %,d jumped to, cold".formatted(FAR_PAGE),
        "%.1f ms".formatted(load.times(1, () -> page(FAR_PAGE)).millis(0.5)));
  }

  private static String page(int number) {
    return SIMS_PATH + "?page=" + number + "&pageSize=" + PAGE_SIZE;
  }
}
