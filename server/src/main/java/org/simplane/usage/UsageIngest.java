// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.db.Partitions;

/**
 * The one way of usage records into the store. A batch is taken exactly once: delivered again,
 * under whatever name, it is not loaded again, but for what was rejected because its SIM was not
 * known; broken off, it goes on where it was when it is delivered again. Safe for use by many
 * threads.
 */
public final class UsageIngest {

  /** By measurement: docs/decisions/022. */
  static final int CHUNK_ROWS = 100_000;

  private static final int FIRST_REJECTS = 100;

  private final Database database;
  private final BatchLoader loader;
  private final RejectTaker taker;
  private final Path spool;
  private final Clock clock;

  /**
   * @param spool a folder that uploads lie in while they are loaded; made when it is not there
   */
  public UsageIngest(
      Database database,
      Partitions partitions,
      Organisations organisations,
      QuotaKeeper quotas,
      FirstUsage firstUsage,
      RecordEvents told,
      Path spool,
      Clock clock) {
    this(
        database,
        new BatchLoader(
            database,
            organisations,
            quotas,
            firstUsage,
            told,
            new RecordPartitions(partitions),
            clock,
            CHUNK_ROWS),
        spool,
        clock);
  }

  UsageIngest(Database database, BatchLoader loader, Path spool, Clock clock) {
    this.database = database;
    this.loader = loader;
    this.taker = new RejectTaker(database, loader);
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * Takes an upload, CSV or gzipped CSV, and returns when all of it is committed. When it fails in
   * between, what is committed stays, and sending the same content again goes on behind it.
   *
   * @param name what the batch is called in lists
   * @throws FailureException {@code NotFound}, {@code NotAllowed}; {@code Conflict} when the feed
   *     is switched off
   */
  public BatchReport ingest(Caller caller, long feed, String name, InputStream csv) {
    caller.require(Permission.UPLOAD_USAGE);
    Feed found =
        database
            .read(handle -> FeedStore.find(caller.scope(), handle, feed))
            .orElseThrow(
                () -> new FailureException(new Failure.NotFound("feed", Long.toString(feed))));
    if (!found.enabled()) {
      throw new FailureException(
          new Failure.Conflict("The feed " + found.name() + " is switched off"));
    }
    try {
      Files.createDirectories(spool);
      Path file = Files.createTempFile(spool, "upload-", ".csv");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          csv.transferTo(out);
        }
        return ingest(found, name, file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RejectTaker taker() {
    return taker;
  }

  /** Loads a file that nobody writes to any more. */
  BatchReport ingest(Feed feed, String name, Path file) throws IOException {
    byte[] hash = hash(file);
    Batch batch =
        database.inTransaction(
            transaction -> FeedStore.begin(transaction, feed, name, hash, clock.instant()));
    if (batch.finishedAt().isPresent()) {
      batch = repeat(feed, batch, name, file);
    } else {
      try (InputStream in = open(file)) {
        batch = loader.load(feed, batch, in);
      }
    }
    long rejectsOf = batch.id();
    List<Reject> rejects =
        batch.rejected() == 0
            ? List.of()
            : database.read(handle ->
                FeedStore.rejects(
                    Scope.of(feed.organisation()),
                    handle,
                    RejectQuery.ofBatch(rejectsOf, FIRST_REJECTS)));
    return new BatchReport(batch, rejects);
  }

  /**
   * The content is known: nothing is loaded again, but what was rejected because its SIM was not
   * known is tried once more.
   */
  private Batch repeat(Feed feed, Batch first, String name, Path file) throws IOException {
    Retaken taken = Retaken.NONE;
    if (first.rejected() > 0) {
      Optional<String> header = header(file);
      database.useTransaction(transaction ->
          header.ifPresent(line -> FeedStore.learnHeader(transaction, first.id(), line)));
      taken =
          taker.run(
              Scope.of(feed.organisation()), feed, RetryQuery.unknownSims(first.id()), _ -> {});
    }
    long accepted = taken.accepted();
    return database.inTransaction(
        transaction -> FeedStore.repeat(transaction, first, name, accepted, clock.instant()));
  }

  private static Optional<String> header(Path file) throws IOException {
    try (InputStream in = open(file)) {
      CsvReader csv = new CsvReader(in);
      return csv.next() ? csv.wholeLine() : Optional.empty();
    }
  }

  private static byte[] hash(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return ((DigestInputStream) in).getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Unpacks what begins like gzip, whatever it is called. */
  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
    in.mark(64 << 10);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    if (!gzip) {
      return in;
    }
    try {
      return new GZIPInputStream(in, 64 << 10);
    } catch (ZipException | EOFException e) {
      in.reset(); // not gzip after all: read as text, it will be found unreadable and said so
      return in;
    }
  }
}
