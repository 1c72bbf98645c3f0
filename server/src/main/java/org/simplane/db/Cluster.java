// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.StartException;

/**
 * The files of an embedded PostgreSQL: {@code data}, {@code password}, {@code log}.
 *
 * @param binaries what {@link PostgresBinaries} unpacked
 */
record Cluster(Path directory, Path binaries, Launcher launcher) {

  static final String ADMINISTRATOR = "postgres";

  /**
   * Makes what is not there yet, and waits out or stops a PostgreSQL that was left over when
   * Simplane was killed.
   */
  void prepare() {
    try {
      if (!Files.isDirectory(data())) {
        initialise();
      }
      String version = Files.readString(data().resolve("PG_VERSION")).strip();
      if (!version.equals(Integer.toString(PostgresBinaries.MAJOR))) {
        throw new StartException(
            "The database in %s is of PostgreSQL %s and this Simplane brings %s; docs/operations.md says how to move it"
                .formatted(directory, version, PostgresBinaries.MAJOR));
      }
      launcher.own(data());
      stopLeftOver();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare the database in " + directory, e);
    }
  }

  /** Beside its final place, so that one who is killed half-way starts anew. */
  private void initialise() throws IOException {
    Path half = directory.resolve("new");
    Directories.delete(half);
    Files.createDirectories(half);
    String password = newPassword();
    writeSecret(directory.resolve("password"), password);
    Path given = half.resolve("password");
    writeSecret(given, password);
    launcher.own(half);
    Path output = directory.resolve("log");
    Process initdb =
        new ProcessBuilder(
                launcher.command(
                    List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + half.resolve("data"),
                        "--username=" + ADMINISTRATOR,
                        "--pwfile=" + given,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--no-instructions")))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    initdb.onExit().join();
    if (initdb.exitValue() != 0) {
      throw new StartException("PostgreSQL could not make its files: " + lastLine(output));
    }
    Files.move(half.resolve("data"), data());
    Directories.delete(half);
  }

  private void stopLeftOver() throws IOException {
    Path pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> leftOver =
        Files.readAllLines(pidFile).stream()
            .findFirst()
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
            .filter(this::isOurs);
    if (leftOver.isPresent() && !PostgresProcess.stop(leftOver.get())) {
      throw new StartException(
          "A PostgreSQL is still at work in %s (process %d) and does not stop"
              .formatted(directory, leftOver.get().pid()));
    }
  }

  /** The number may meanwhile be another program's; PostgreSQL itself works in its data folder. */
  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), data());
    } catch (IOException e) {
      return false;
    }
  }

  List<String> command(int port, Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port)));
    settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    return launcher.command(command);
  }

  String password() {
    Path file = directory.resolve("password");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartException("Cannot read the database's password from " + file, e);
    }
  }

  Path log() {
    return directory.resolve("log");
  }

  private Path data() {
    return directory.resolve("data");
  }

  static String lastLine(Path file) {
    try {
      List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException e) {
      return "see " + file;
    }
  }

  private static String newPassword() {
    byte[] chance = new byte[24];
    new SecureRandom().nextBytes(chance);
    return HexFormat.of().formatHex(chance);
  }

  private static void writeSecret(Path file, String secret) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n");
  }
}
