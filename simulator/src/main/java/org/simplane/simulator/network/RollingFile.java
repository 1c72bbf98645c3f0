// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait on disk to be handed over: written to a {@code .part}, which is given its final
 * name when it is long or old enough. Safe for use by many threads.
 */
final class RollingFile implements AutoCloseable {

  private static final String PART = ".part";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String prefix;
  private final String suffix;
  private final @Nullable String header;
  private final int mostLines;
  private final int mostSeconds;
  private @Nullable BufferedWriter writer;
  private @Nullable Path part;
  private long openedAt;
  private int lines;
  private long number;

  private RollingFile(
      Path folder,
      String prefix,
      String suffix,
      @Nullable String header,
      int mostLines,
      int mostSeconds) {
    this.folder = folder;
    this.prefix = prefix;
    this.suffix = suffix;
    this.header = header;
    this.mostLines = mostLines;
    this.mostSeconds = mostSeconds;
  }

  /** Opens the folder and finishes what an earlier process left half-done. */
  static RollingFile open(
      Path folder,
      String prefix,
      String suffix,
      @Nullable String header,
      int mostLines,
      int mostSeconds)
      throws IOException {
    Files.createDirectories(folder);
    RollingFile file = new RollingFile(folder, prefix, suffix, header, mostLines, mostSeconds);
    for (Path left : list(folder, PART)) {
      String name = left.getFileName().toString();
      String whole = Files.readString(left);
      Files.writeString(left, whole.substring(0, whole.lastIndexOf('\n') + 1));
      Files.move(left, folder.resolve(name.substring(0, name.length() - PART.length())));
    }
    return file;
  }

  synchronized void append(String line, long now) {
    try {
      BufferedWriter out = writer;
      if (out == null) {
        out = begin(now);
      }
      out.write(line);
      out.write('\n');
      lines++;
      if (lines >= mostLines) {
        roll(now);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder, e);
    }
  }

  private BufferedWriter begin(long now) throws IOException {
    Path path;
    do {
      String name =
          "%s-%s-%06d%s"
              .formatted(prefix, STAMP.format(Instant.ofEpochSecond(now)), number++, suffix);
      path = folder.resolve(name + PART);
    } while (Files.exists(path) || Files.exists(finished(path)));
    BufferedWriter out = Files.newBufferedWriter(path);
    if (header != null) {
      out.write(header);
      out.write('\n');
    }
    writer = out;
    part = path;
    openedAt = now;
    lines = 0;
    return out;
  }

  /** Puts what is written out of a kill's reach, and finishes the file if its time has come. */
  synchronized void tick(long now) {
    try {
      if (writer != null) {
        writer.flush();
        if (now - openedAt >= mostSeconds) {
          roll(now);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder, e);
    }
  }

  private void roll(long now) throws IOException {
    BufferedWriter out = writer;
    Path path = part;
    if (out != null && path != null) {
      out.close();
      Files.move(path, finished(path));
      writer = null;
      part = null;
      openedAt = now;
    }
  }

  private Path finished(Path path) {
    String name = path.getFileName().toString();
    return folder.resolve(name.substring(0, name.length() - PART.length()));
  }

  /** Those that may be handed over, oldest first. */
  List<Path> finished() throws IOException {
    return list(folder, suffix);
  }

  private static List<Path> list(Path folder, String suffix) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> path.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }

  @Override
  public synchronized void close() {
    try {
      roll(openedAt);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder, e);
    }
  }
}
