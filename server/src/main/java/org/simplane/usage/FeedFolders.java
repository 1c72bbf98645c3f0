// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.simplane.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the files that are put into the feeds' folders, {@code <inbox>/<feed>/<name>.csv} or {@code
 * .csv.gz}; what is loaded moves to {@code done/} beside it, what nothing could be taken of to
 * {@code rejected/}. A file that fails for a reason outside it, such as the database being away,
 * stays and is tried again; it does not hold up the others.
 */
public final class FeedFolders implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FeedFolders.class);
  private static final Duration BETWEEN_SCANS = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Database database;
  private final UsageIngest ingest;
  private final Path inbox;
  private final int loaders;
  private final Clock clock;
  private final ExecutorService threads;
  private final ExecutorService watch =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("feeds").factory());
  private final Map<Path, Failed> failed = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Failed(int times, Instant again) {}

  /**
   * @param loaders how many files are loaded at once
   */
  public FeedFolders(Database database, UsageIngest ingest, Path inbox, int loaders, Clock clock) {
    this.database = database;
    this.ingest = ingest;
    this.inbox = inbox;
    this.loaders = loaders;
    this.clock = clock;
    this.threads =
        Executors.newFixedThreadPool(loaders, Thread.ofPlatform().name("loader-", 0).factory());
  }

  /** Begins to watch. */
  public void start() {
    watch.execute(() -> {
      while (!closed) {
        try {
          scan();
          Thread.sleep(BETWEEN_SCANS);
        } catch (InterruptedException e) {
          return;
        } catch (
            RuntimeException
                e) { // the thread's outermost loop: the next scan may find the database back
          log.warn("The feeds' folders could not be looked through: {}", e.getMessage());
          pause();
        }
      }
    });
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_SCANS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Loads every file there is, several at a time, and returns when they are done. Gives how many.
   */
  public int scan() throws InterruptedException {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (Feed feed : database.read(FeedStore::enabled)) {
      for (Path file : files(feed)) {
        work.add(() -> load(feed, file));
      }
    }
    int loaded = 0;
    for (Future<Boolean> done : threads.invokeAll(work)) {
      try {
        loaded += done.get() ? 1 : 0;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return loaded;
  }

  private List<Path> files(Feed feed) {
    Path folder = inbox.resolve(feed.name());
    try {
      Files.createDirectories(folder);
      try (Stream<Path> listed = Files.list(folder)) {
        return listed.filter(this::isDue).sorted().toList();
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("The folder of the feed {} cannot be read: {}", feed.name(), e.getMessage());
      return List.of();
    }
  }

  private boolean isDue(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    Failed before = failed.get(file);
    return (name.endsWith(".csv") || name.endsWith(".csv.gz"))
        && !name.startsWith(".")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (before == null || !before.again().isAfter(clock.instant()));
  }

  private boolean load(Feed feed, Path file) {
    if (closed) {
      return false;
    }
    try {
      BatchReport report = ingest.ingest(feed, file.getFileName().toString(), file);
      move(file, report.isRefused() ? "rejected" : "done", report.batch().id());
      failed.remove(file);
      tell(feed, report);
      return true;
    } catch (NoSuchFileException e) {
      return false; // another node was faster
    } catch (IOException | RuntimeException e) { // the file stays; the others go on
      int times = failed.containsKey(file) ? failed.get(file).times() + 1 : 1;
      Duration pause = Duration.ofSeconds(1L << Math.min(times, 9));
      failed.put(
          file,
          new Failed(
              times,
              clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)));
      log.warn(
          "{} of the feed {} will be tried again: {}",
          file.getFileName(),
          feed.name(),
          e.getMessage());
      return false;
    }
  }

  private static void tell(Feed feed, BatchReport report) {
    Batch batch = report.batch();
    if (batch.repeats().isPresent()) {
      log.info(
          "{} of the feed {} has the content of batch {}: {} of its rejects are taken now",
          batch.name(),
          feed.name(),
          batch.repeats().getAsLong(),
          batch.accepted());
    } else {
      log.info(
          "{} of the feed {}: {} records accepted, {} there already, {} rejected",
          batch.name(),
          feed.name(),
          batch.accepted(),
          batch.duplicates(),
          batch.rejected());
    }
  }

  private static void move(Path file, String where, long batch) throws IOException {
    Path folder = file.resolveSibling(where);
    Files.createDirectories(folder);
    Path target = folder.resolve(file.getFileName());
    if (Files.exists(target)) {
      target = folder.resolve(batch + "-" + file.getFileName());
    }
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  public int loaders() {
    return loaders;
  }

  /** Waits for the chunks at work; what is left of their files is loaded after the next start. */
  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
