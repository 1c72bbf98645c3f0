// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.simplane.StartException;

/**
 * The PostgreSQL that comes with Simplane: {@code initdb}, {@code pg_ctl} and {@code postgres},
 * without clients.
 */
final class PostgresBinaries {

  static final String VERSION = "18.6";

  static final int MAJOR = 18;

  private PostgresBinaries() {}

  /**
   * Unpacks into a folder of its own below {@code parent}, unless it is there already. Safe when
   * several processes do so at once.
   *
   * @return the folder that holds {@code bin}
   */
  static Path unpack(Path parent) {
    Path home = parent.resolve("postgresql-" + VERSION);
    if (Files.isDirectory(home)) {
      return home;
    }
    Path half = parent.resolve(home.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(half);
      try (InputStream packed = open();
          TarArchiveInputStream tar =
              new TarArchiveInputStream(
                  new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
        extract(tar, half);
      }
      Files.move(half, home);
    } catch (IOException e) {
      Directories.delete(half);
      if (!Files.isDirectory(home)) {
        throw new UncheckedIOException("Cannot unpack PostgreSQL into " + parent, e);
      }
    }
    return home;
  }

  private static InputStream open() {
    String name =
        switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
          case "Linux amd64" -> "/postgres-linux-x86_64.txz";
          case "Linux aarch64" -> "/postgres-linux-arm_64.txz";
          default ->
              throw new StartException(
                  "The embedded PostgreSQL runs on Linux on amd64 and arm64 alone; set database.url to a PostgreSQL"
                      + " of your own");
        };
    InputStream packed = PostgresBinaries.class.getResourceAsStream(name);
    if (packed == null) {
      throw new IllegalStateException("Not on the class path: " + name);
    }
    return packed;
  }

  private static void extract(TarArchiveInputStream tar, Path target) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("Leads out of the folder: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
      }
    }
  }

  /** Everybody may read, because as root PostgreSQL may have to run as somebody else. */
  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> all =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & 0100) != 0) {
      all.add(PosixFilePermission.OWNER_EXECUTE);
      all.add(PosixFilePermission.GROUP_EXECUTE);
      all.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return all;
  }
}
