// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.simplane.StartException;

/**
 * A PostgreSQL of our own: its programs unpacked from an artifact, its data kept in a folder,
 * reachable on 127.0.0.1 alone. Whoever starts one must hold the folder alone.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String NAME = "simplane";
  private static final Set<String> NOT_YET = Set.of("08001", "08006", "57P03");
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "shared_buffers", "256MB",
          "max_connections", "100",
          "max_wal_size", "2GB",
          "random_page_cost", "1.1",
          "jit", "off",
          // A fleet comes in within seconds, and is planned for by what is known of the tables.
          "autovacuum_naptime", "10s",
          "log_checkpoints", "off");

  private final PostgresProcess process;
  private final DatabaseLogin administrator;
  private final DatabaseLogin login;

  private EmbeddedPostgres(PostgresProcess process, DatabaseLogin administrator) {
    this.process = process;
    this.administrator = administrator;
    this.login = new DatabaseLogin(administrator.url(), NAME, administrator.password()).on(NAME);
  }

  /**
   * Starts one whose programs and data are both in {@code directory}; returns when it takes
   * connections.
   */
  public static EmbeddedPostgres start(Path directory) {
    return start(directory, directory, Map.of());
  }

  /**
   * @param programs where its programs are, or are unpacked to
   * @param settings of PostgreSQL, beside or instead of our own
   */
  static EmbeddedPostgres start(Path directory, Path programs, Map<String, String> settings) {
    Path home = directory.toAbsolutePath().normalize();
    createDirectories(home);
    Cluster cluster =
        new Cluster(
            home, PostgresBinaries.unpack(programs.toAbsolutePath().normalize()), Launcher.find());
    cluster.prepare();
    Map<String, String> all = new HashMap<>(SETTINGS);
    all.putAll(settings);
    int port = freePort();
    PostgresProcess process =
        new PostgresProcess(cluster.command(port, all), cluster.log().toFile());
    process.start();
    EmbeddedPostgres started =
        new EmbeddedPostgres(
            process,
            new DatabaseLogin(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                Cluster.ADMINISTRATOR,
                cluster.password()));
    started.createDatabase(cluster);
    return started;
  }

  /** As the owner of Simplane's database, who may do nothing else. */
  public DatabaseLogin login() {
    return login;
  }

  DatabaseLogin administrator() {
    return administrator;
  }

  @Override
  public void close() {
    process.stop();
  }

  private void createDatabase(Cluster cluster) {
    try (Connection connection = connect(cluster);
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "select from pg_roles where rolname = '" + NAME + "'")) {
        statement.execute(
            "create role %s login password '%s'".formatted(NAME, administrator.password()));
      }
      if (!exists(statement, "select from pg_database where datname = '" + NAME + "'")) {
        statement.execute("create database %s owner %s".formatted(NAME, NAME));
      }
    } catch (SQLException e) {
      process.stop();
      throw new StartException(
          "PostgreSQL in %s does not let us in: %s".formatted(cluster.directory(), e.getMessage()),
          e);
    }
  }

  /**
   * Waits as long as it takes: after a crash PostgreSQL replays its log before it takes
   * connections.
   */
  private Connection connect(Cluster cluster) throws SQLException {
    while (true) {
      try {
        return administrator.connect();
      } catch (SQLException e) {
        if (!NOT_YET.contains(e.getSQLState())) {
          throw e;
        }
        if (!process.isAlive()) {
          process.stop();
          throw new StartException(
              "PostgreSQL did not start: " + Cluster.lastLine(cluster.log()), e);
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private static boolean exists(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StartException("Cannot write to " + directory, e);
    }
  }

  /** Free a moment ago; should somebody be quicker than PostgreSQL, the start fails and says so. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
  }
}
