// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;

/**
 * Records by key, in memory and in a file: a line for each change, of which the last of a key
 * counts. Safe for many threads.
 */
final class Journal<T> implements AutoCloseable {

  private final Path file;
  private final Function<T, Object> key;
  private final Map<Object, T> records = new LinkedHashMap<>();
  private final FileChannel channel;

  private Journal(Path file, Function<T, Object> key, FileChannel channel) {
    this.file = file;
    this.key = key;
    this.channel = channel;
  }

  static <T> Journal<T> open(Path file, Class<T> type, Function<T, Object> key) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Journal<T> journal =
        new Journal<>(
            file,
            key,
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    for (String line : Files.readAllLines(file)) {
      try {
        T kept = Json.MAPPER.readValue(line, type);
        journal.records.put(key.apply(kept), kept);
      } catch (JacksonException _) {
        // Half a line, left by a kill in mid-write: its request was not answered.
      }
    }
    journal.rewrite();
    return journal;
  }

  synchronized Optional<T> find(Object wanted) {
    return Optional.ofNullable(records.get(wanted));
  }

  /** In the order in which they were first put. */
  synchronized List<T> all() {
    return List.copyOf(records.values());
  }

  synchronized void put(T changed) {
    records.put(key.apply(changed), changed);
    append(changed);
  }

  /** Forgets some; the file is written anew if there were any. */
  synchronized void removeIf(Predicate<T> forgotten) {
    if (records.values().removeIf(forgotten)) {
      rewrite();
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }

  private void rewrite() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
    records.values().forEach(this::append);
  }

  private void append(T kept) {
    ByteBuffer line = ByteBuffer.wrap((Json.write(kept) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
