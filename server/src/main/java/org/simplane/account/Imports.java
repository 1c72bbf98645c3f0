// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.db.Database;
import org.simplane.inventory.ImportOptions;
import org.simplane.inventory.ImportReport;
import org.simplane.inventory.RowResult;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports of SIMs as jobs: the file is put aside, the job is answered at once, its rows tell what
 * became of each row. Rows are taken some thousand at a time; what was taken when a node died
 * stays, and the same file sent again finds it unchanged.
 */
public final class Imports implements AutoCloseable {

  /** The kind of these jobs. */
  public static final String IMPORT = "import";

  private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final long SLICE = 10_000;
  private static final String ABANDONED =
      "The node that worked on it ended. What was taken stays; send the file again";

  private final Database database;
  private final Accounts accounts;
  private final Subscriptions subscriptions;
  private final Progress progress;
  private final Reports reports;
  private final Path spool;
  private final long largest;
  private final Clock clock;
  private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();

  /**
   * @param spool a folder that files lie in while they are worked on; made when it is not there
   * @param largest the most bytes that a file may have
   */
  public Imports(
      Database database,
      Accounts accounts,
      Subscriptions subscriptions,
      Progress progress,
      Reports reports,
      Path spool,
      long largest,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.subscriptions = subscriptions;
    this.progress = progress;
    this.reports = reports;
    this.spool = spool;
    this.largest = largest;
    this.clock = clock;
  }

  /** Begins to end the imports of nodes that died, now and then from here on. */
  public void start() {
    Thread keeper = Thread.ofVirtual().name("imports").unstarted(this::keep);
    atWork.add(keeper);
    keeper.start();
  }

  private void keep() {
    while (true) {
      try {
        endAbandoned();
      } catch (RuntimeException e) {
        LOG.warn("Imports of nodes that died will be looked for again in {}", EVERY, e);
      }
      try {
        Thread.sleep(EVERY);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void endAbandoned() {
    reports.endAbandoned(IMPORT, SILENCE, ABANDONED);
  }

  /**
   * Reads the file to its end and begins; takes {@link Permission#IMPORT_SUBSCRIPTIONS}.
   *
   * @throws FailureException {@code Invalid} for a file that is larger than the setting allows
   */
  public Job begin(Caller caller, long account, InputStream csv, boolean dryRun)
      throws IOException {
    caller.require(Permission.IMPORT_SUBSCRIPTIONS);
    Account known =
        accounts
            .find(caller.scope(), account)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("account", Long.toString(account))));
    endAbandoned();
    Files.createDirectories(spool);
    Path file = Files.createTempFile(spool, "import-", ".csv");
    long lines;
    try {
      lines = put(csv, file);
    } catch (IOException | FailureException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    String title = (dryRun ? "Dry run of an import into '" : "Import into '") + known.name() + "'";
    NewJob wanted = new NewJob(known.organisation(), IMPORT, title, caller, Optional.empty());
    Job job = database.inTransaction(transaction -> progress.begin(transaction, wanted));
    Thread worker =
        Thread.ofVirtual()
            .name("import-" + job.id())
            .unstarted(() -> work(caller, account, job.id(), file, Math.max(0, lines - 1), dryRun));
    atWork.add(worker);
    worker.start();
    return job;
  }

  /** What became of an import; the counts are there once the job is over. */
  public Optional<JsonNode> report(Scope scope, long job) {
    return reports.of(scope, job);
  }

  /**
   * What became of each row so far, of a dry run what would have; in the order of the file. Empty
   * too where the job is not seen.
   *
   * @param after the number of the last row seen; 0 for the first
   */
  public List<ImportRow> rows(
      Scope scope, long job, Optional<RowResult.Outcome> outcome, long after, int limit) {
    return database.read(handle -> ImportRowStore.rows(scope, handle, job, outcome, after, limit));
  }

  /**
   * Deletes the rows of imports that ended longer ago than they are kept, some thousand to a
   * transaction; the answer is how many. A thread that is interrupted goes no further.
   */
  public long purge(Period kept) {
    Instant limit = clock.instant().atOffset(ZoneOffset.UTC).minus(kept).toInstant();
    long deleted = 0;
    for (long job : database.read(handle -> ImportRowStore.finishedBefore(handle, limit))) {
      long last = database.read(handle -> ImportRowStore.last(handle, job));
      for (long from = 0; from < last && !Thread.currentThread().isInterrupted(); from += SLICE) {
        long after = from;
        deleted +=
            database.inTransaction(
                transaction -> ImportRowStore.delete(transaction, job, after, after + SLICE));
      }
    }
    return deleted;
  }

  @Override
  public void close() {
    for (Thread worker : atWork) {
      worker.interrupt();
    }
  }

  private void work(Caller caller, long account, long job, Path file, long rows, boolean dryRun) {
    try (BufferedReader reader = reader(file)) {
      AtomicLong counted = new AtomicLong();
      List<RowResult> results = new ArrayList<>();
      ImportOptions options =
          new ImportOptions(
              dryRun,
              OptionalLong.of(rows),
              results::add,
              (done, _) -> {
                step(job, counted.getAndSet(done), results, (int) rows);
                results.clear();
              });
      ImportReport report = subscriptions.importCsv(caller, account, reader, options);
      database.useTransaction(
          transaction -> reports.end(transaction, job, (int) report.rejected(), json(report)));
    } catch (FailureException e) {
      end(job, e.failure().message());
    } catch (IOException | UncheckedIOException e) {
      end(job, "The file cannot be read as UTF-8 text");
    } catch (RuntimeException e) {
      // The thread's outermost loop: whatever is left must end the job.
      LOG.error("Import {} failed", job, e);
      end(job, "Something went wrong on our side; what was taken stays");
    } finally {
      atWork.remove(Thread.currentThread());
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} cannot be deleted: {}", file, e.getMessage());
      }
    }
  }

  /**
   * @param before how many rows were reported before these
   */
  private void step(long job, long before, List<RowResult> results, int total) {
    boolean goOn =
        database.inTransaction(transaction -> {
          ImportRowStore.add(transaction, job, before, results);
          boolean open = progress.step(transaction, job, results.size(), total);
          reports.alive(transaction, job);
          return open;
        });
    if (!goOn) {
      throw new FailureException(new Failure.Conflict("Called off; what was taken before stays"));
    }
  }

  private void end(long job, String error) {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put(Reports.ERROR, clean(error));
    database.useTransaction(transaction -> reports.end(transaction, job, 1, report));
  }

  /** How many lines there are, so that progress can be told. */
  private long put(InputStream csv, Path file) throws IOException {
    long lines = 0;
    long bytes = 0;
    byte[] buffer = new byte[64 * 1024];
    int last = '\n';
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = csv.read(buffer); read >= 0; read = csv.read(buffer)) {
        bytes += read;
        if (bytes > largest) {
          throw new FailureException(
              Failure.Invalid.field(
                  "",
                  "The file is larger than %,d bytes; split it, or have import.largest-megabytes set higher"
                      .formatted(largest)));
        }
        out.write(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
          last = buffer[i];
        }
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            Files.newInputStream(file),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static ObjectNode json(ImportReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dryRun", report.dryRun());
    json.put("added", report.added());
    json.put("updated", report.updated());
    json.put("unchanged", report.unchanged());
    json.put("rejected", report.rejected());
    ArrayNode rows = json.putArray("rows");
    for (RowResult row : report.firstRejected()) {
      ObjectNode shown = rows.addObject();
      shown.put("line", row.line());
      shown.put("businessId", clean(row.businessId()));
      row.column().ifPresent(column -> shown.put("column", clean(column)));
      row.message().ifPresent(message -> shown.put("message", clean(message)));
    }
    return json;
  }

  /** PostgreSQL's JSON holds every character but this one. */
  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
