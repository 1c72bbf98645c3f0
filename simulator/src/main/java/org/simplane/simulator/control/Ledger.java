// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Every request that the simulated platforms took, appended to one NDJSON file a day, so that after
 * a kill of server or simulator it can still be said whether anything was done twice. A line is in
 * the file's page cache before the answer leaves; files older than a week are removed. Safe for
 * many threads.
 */
public final class Ledger implements AutoCloseable {

  private static final int REMEMBERED = 10_000;
  private static final long REMEMBERED_BYTES = 32L << 20;
  private static final int EFFECT_BYTES = 200;
  private static final int DAYS_KEPT = 7;

  /** More than a few of the longest lines. */
  private static final int TAIL_BYTES = 8 << 20;

  private final Path folder;
  private final Clock clock;
  private final Deque<LedgerEntry> recent = new ArrayDeque<>();
  private long last;
  private long weight;
  private LocalDate day = LocalDate.MIN;
  private @Nullable FileChannel file;

  private Ledger(Path folder, Clock clock, long last) {
    this.folder = folder;
    this.clock = clock;
    this.last = last;
  }

  /** Goes on after what the folder holds. */
  public static Ledger open(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = files(folder);
    return new Ledger(folder, clock, files.isEmpty() ? 0 : lastNumber(files.getLast()));
  }

  /** All that a folder's ledger holds, oldest first; also while another process writes it. */
  public static List<LedgerEntry> read(Path folder) throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Path path : files(folder)) {
      entries.addAll(readFile(path));
    }
    return entries;
  }

  /** Writes down a request. {@code status} is 0 when no answer is given. */
  public synchronized LedgerEntry record(
      String platform,
      Request request,
      boolean logIn,
      Optional<Fault> fault,
      int status,
      List<Effect> effects) {
    LedgerEntry entry =
        new LedgerEntry(
            last + 1,
            clock.instant(),
            platform,
            request.method(),
            request.path(),
            query(request),
            logIn ? "" : request.body(),
            logIn,
            fault,
            status,
            effects);
    try {
      write(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger in " + folder + " cannot be written", e);
    }
    last++;
    recent.addLast(entry);
    weight += weight(entry);
    while (recent.size() > REMEMBERED || (weight > REMEMBERED_BYTES && recent.size() > 1)) {
      weight -= weight(recent.removeFirst());
    }
    return entry;
  }

  /**
   * The last requests of one platform since this process started or {@link #forget} was called,
   * oldest first.
   */
  public synchronized List<LedgerEntry> recent(String platform, int limit) {
    List<LedgerEntry> entries =
        recent.stream().filter(entry -> entry.platform().equals(platform)).toList();
    return entries.subList(Math.max(0, entries.size() - limit), entries.size());
  }

  /** Shows a platform's requests from now on only; the files keep all. */
  public synchronized void forget(String platform) {
    recent.removeIf(entry -> entry.platform().equals(platform));
    weight = recent.stream().mapToLong(Ledger::weight).sum();
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger in " + folder + " cannot be closed", e);
    }
  }

  /**
   * About what an entry takes in memory: a batch for the register is a thousand times a SIM's read.
   */
  private static long weight(LedgerEntry entry) {
    return entry.body().length() + (long) entry.effects().size() * EFFECT_BYTES;
  }

  private void write(LedgerEntry entry) throws IOException {
    LocalDate today = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
    FileChannel channel = file;
    if (channel == null || !today.equals(day)) {
      close();
      channel = openFile(today);
      file = channel;
      day = today;
    }
    ByteBuffer line =
        ByteBuffer.wrap(
            (Json.MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  private FileChannel openFile(LocalDate today) throws IOException {
    for (Path path : files(folder)) {
      if (path.getFileName().toString().compareTo(name(today.minusDays(DAYS_KEPT))) < 0) {
        Files.delete(path);
      }
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve(name(today)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (channel.size() > 0) {
      // A kill may have left half a line, which the next one must not be glued to; a blank line
      // does no harm.
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return channel;
  }

  private static String query(Request request) {
    StringBuilder text = new StringBuilder();
    request
        .query()
        .forEach((key, value) -> {
          text.append(text.isEmpty() ? "" : "&").append(key).append('=');
          text.append(key.equals("access_token") ? "***" : value);
        });
    return text.toString();
  }

  private static String name(LocalDate day) {
    return "ledger-" + day + ".ndjson";
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> path.getFileName().toString().matches("ledger-.*\\.ndjson"))
          .sorted()
          .toList();
    }
  }

  /** From the end of the file alone: a day's ledger may be long. */
  private static long lastNumber(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
      channel.position(size - tail.capacity());
      while (tail.hasRemaining() && channel.read(tail) >= 0) {
        // until it is full
      }
      List<String> lines = new String(tail.array(), StandardCharsets.UTF_8).lines().toList();
      return lines.reversed().stream()
          .flatMap(line -> entry(line).stream())
          .findFirst()
          .map(LedgerEntry::number)
          .orElse(0L);
    }
  }

  private static List<LedgerEntry> readFile(Path path) throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      entry(line).ifPresent(entries::add);
    }
    return entries;
  }

  /** Empty for half a line, left by a kill in mid-write: that request was not answered either. */
  private static Optional<LedgerEntry> entry(String line) {
    try {
      return line.isBlank()
          ? Optional.empty()
          : Optional.of(Json.MAPPER.readValue(line, LedgerEntry.class));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
