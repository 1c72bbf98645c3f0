// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.simplane.db.DatabaseLogin;

/**
 * The machine's limit for reading one SIM: prepared reads of the whole row by its key, by pgbench,
 * or by an equal loop on raw connections where pgbench is not installed.
 *
 * @param first the smallest id
 */
record SingleRowReads(DatabaseLogin login, long first, int size) {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  static boolean pgbenchIsThere() {
    try {
      return new ProcessBuilder("pgbench", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads per second. */
  double perSecond(int connections, Duration duration) throws IOException, InterruptedException {
    return pgbenchIsThere() ? pgbench(connections, duration) : loop(connections, duration);
  }

  private double pgbench(int connections, Duration duration)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("simplane-bench-", ".sql");
    try {
      Files.writeString(
          script,
          "\\set id random(%d, %d)\nselect * from subscription where id = :id;\n"
              .formatted(first, first + size - 1));
      URI address = URI.create(login.url().substring("jdbc:".length()));
      ProcessBuilder builder =
          new ProcessBuilder(
                  "pgbench",
                  "--no-vacuum",
                  "--protocol=prepared",
                  "--client=" + connections,
                  "--jobs=" + Math.min(connections, Runtime.getRuntime().availableProcessors()),
                  "--time=" + duration.toSeconds(),
                  "--file=" + script,
                  "--host=" + address.getHost(),
                  "--port=" + address.getPort(),
                  "--username=" + login.user(),
                  address.getPath().substring(1))
              .redirectErrorStream(true);
      builder.environment().put("PGPASSWORD", login.password());
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Matcher rate = RATE.matcher(output);
      if (!rate.find()) {
        throw new IllegalStateException("pgbench did not measure: " + output);
      }
      return Double.parseDouble(rate.group(1));
    } finally {
      Files.deleteIfExists(script);
    }
  }

  private double loop(int connections, Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Callable<Long>> workers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      workers.add(() -> read(end));
    }
    long reads = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (Future<Long> worker : threads.invokeAll(workers)) {
        reads += worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The reads broke off", e);
    }
    return reads / (duration.toNanos() / 1e9);
  }

  private long read(long end) throws SQLException {
    long reads = 0;
    try (Connection connection =
            DriverManager.getConnection(login.url(), login.user(), login.password());
        PreparedStatement statement =
            connection.prepareStatement("select * from subscription where id = ?")) {
      while (System.nanoTime() < end) {
        statement.setLong(1, first + ThreadLocalRandom.current().nextInt(size));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
        }
        reads++;
      }
    }
    return reads;
  }
}
