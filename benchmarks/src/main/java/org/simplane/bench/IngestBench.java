// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.simplane.db.Database;
import org.simplane.db.EmbeddedPostgres;
import org.simplane.usage.BatchReport;

/**
 * CDR ingest from CSV files to commit, against binary COPY of the same rows into one unindexed
 * table.
 */
final class IngestBench implements Bench {

  private static final int SIMS = Integer.getInteger("bench.ingest.sims", 50_000);
  private static final int ROWS = Integer.getInteger("bench.ingest.rows", 1_000_000);
  private static final int FILES = 10;
  private static final int ROUNDS = 3;
  private static final int LOADERS = Integer.getInteger("bench.ingest.loaders", 2);
  private static final double AIM = 0.12;
  private static final int AIM_ROWS = 100_000;

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String about() {
    return "CDR ingest (%,d records of %,d SIMs, %d loaders) against plain COPY of the same rows"
        .formatted(ROWS, SIMS, LOADERS);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        Database database = Database.open(postgres.login(), LOADERS + 4)) {
      database.migrate();
      progress.tell("making %,d SIMs with quotas".formatted(SIMS));
      IngestFleet fleet = new IngestFleet(database, directory.resolve("spool"), SIMS);
      return measure(fleet, database, directory, progress);
    } finally {
      Directories.delete(directory);
    }
  }

  private static List<Figure> measure(
      IngestFleet fleet, Database database, Path directory, Progress progress) throws Exception {
    List<Double> plain = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    byte[] rows = {};
    for (int round = 0; round <= ROUNDS; round++) {
      CdrFiles files = new CdrFiles(directory.resolve("cdr"), SIMS, ROWS, FILES, round);
      List<Path> written =
          files.write("r" + round, Instant.now().minus(Duration.ofHours(7L * (ROUNDS - round))));
      double copied = round == 0 ? 0 : plainCopy(fleet, database, rows);
      double ingested = ingest(fleet, written, LOADERS);
      if (round == 0) {
        progress.tell("warm-up: %,.0f records/s".formatted(ingested));
        rows = dump(database);
        continue;
      }
      plain.add(copied);
      whole.add(ingested);
      ratios.add(ingested / copied);
      progress.tell(
          "round %d: COPY %,.0f rows/s, ingest %,.0f records/s".formatted(round, copied, ingested));
    }
    check(fleet);
    double perSecond = median(whole);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("plain COPY, one connection", "%,.0f rows/s".formatted(median(plain))));
    figures.add(
        Figure.ratio("ingest", "%,.0f records/s".formatted(perSecond), median(ratios), AIM));
    figures.add(
        Figure.aimed(
            "ingest, absolute",
            "%,.0f records/s".formatted(perSecond),
            "> 100,000 records/s",
            perSecond > AIM_ROWS));
    return figures;
  }

  /** From the CSV files to the last commit, in records per second. */
  private static double ingest(IngestFleet fleet, List<Path> files, int loaders) throws Exception {
    long begin = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(loaders)) {
      List<Future<BatchReport>> reports = new ArrayList<>();
      for (Path file : files) {
        reports.add(executor.submit(() -> load(fleet, file)));
      }
      long accepted = 0;
      for (Future<BatchReport> report : reports) {
        accepted += report.get().batch().accepted();
      }
      if (accepted != ROWS) {
        throw new IllegalStateException("Accepted " + accepted + " of " + ROWS + " records");
      }
    }
    return ROWS / ((System.nanoTime() - begin) / 1e9);
  }

  private static BatchReport load(IngestFleet fleet, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return fleet.ingest().ingest(fleet.caller(), fleet.feed(), file.getFileName().toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All records there are, as binary COPY writes them. */
  private static byte[] dump(Database database) throws SQLException, IOException {
    try (Connection connection = database.dataSource().getConnection()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(ROWS * 300);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy (select * from usage_record) to stdout (format binary)", out);
      return out.toByteArray();
    }
  }

  private static double plainCopy(IngestFleet fleet, Database database, byte[] rows)
      throws SQLException {
    fleet.run("drop table if exists plain");
    fleet.run("create table plain (like usage_record)");
    try (Connection connection = database.dataSource().getConnection()) {
      long begin = System.nanoTime();
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy plain from stdin (format binary)");
      for (int at = 0; at < rows.length; at += 1 << 16) {
        copy.writeToCopy(rows, at, Math.min(1 << 16, rows.length - at));
      }
      copy.endCopy();
      return ROWS / ((System.nanoTime() - begin) / 1e9);
    }
  }

  /** Speed counts only if nothing is lost. */
  private static void check(IngestFleet fleet) {
    long records = fleet.one("select count(*) from usage_record");
    long summed = fleet.one("select sum(records)::bigint from usage_sum");
    long bytes = fleet.one("select sum(bytes_up + bytes_down)::bigint from usage_record");
    long summedBytes = fleet.one("select sum(bytes_up + bytes_down)::bigint from usage_sum");
    long charged = fleet.one("select sum(used)::bigint from quota where service = 'DATA'");
    if (records != (long) ROWS * (ROUNDS + 1)
        || records != summed
        || bytes != summedBytes
        || bytes != charged) {
      throw new IllegalStateException(
          "Sums differ: "
              + Map.of("records", records, "summed", summed, "bytes", bytes, "charged", charged));
    }
  }

  private static double median(List<Double> values) {
    return Figure.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
