// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.simplane.StartException;

/**
 * The data directory, which one Simplane at a time may use. The lock ends with the process, however
 * that ends.
 */
final class DataDirectory implements AutoCloseable {

  /** The folder in it that uploads lie in while they are worked on. */
  static final String SPOOL = "spool";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DataDirectory open(Path path) {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartException(
          "The data directory %s cannot be written to; another one is chosen with --data.directory"
              .formatted(path),
          e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        close(channel);
        throw new StartException(
            "Another Simplane is at work in %s; another data directory is chosen with --data.directory"
                .formatted(path));
      }
      clear(path.resolve(SPOOL));
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      close(channel);
      throw new StartException(
          "The data directory %s cannot be locked, or cleared of what a killed Simplane left: %s"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** What lies there belonged to a process that was killed: nobody else holds the lock. */
  private static void clear(Path spool) throws IOException {
    if (Files.isDirectory(spool)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(spool)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  /** Names whoever is at work there, which is one at a time, the same at each start. */
  static String node(Path path) {
    Path file = path.resolve("node");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(path);
        Path whole = Files.writeString(path.resolve("node.new"), UUID.randomUUID().toString());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartException("%s cannot be read or written".formatted(file), e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new StartException("The data directory cannot be closed", e);
      }
    }
  }
}
