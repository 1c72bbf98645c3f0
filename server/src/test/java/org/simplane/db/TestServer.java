// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PostgreSQL of all tests of this JVM, with a database that new ones are copied from.
 *
 * @param administrator who may create databases
 * @param owner whom they belong to
 */
record TestServer(DatabaseLogin administrator, DatabaseLogin owner, String template) {

  private static final Pattern URL =
      Pattern.compile(
          "(?<url>jdbc:postgresql:[^?]+)[?]user=(?<user>[^&]+)(&password=(?<password>.*))?");

  /**
   * Where PostgreSQL's programs are unpacked once for all. Everybody may pass to the temporary
   * folder, which PostgreSQL needs where it cannot run as root in any way.
   */
  static final Path HOME =
      Path.of(
          System.getProperty("java.io.tmpdir"), "simplane-test-" + System.getProperty("user.name"));

  /** Started by the first test that needs it, and stopped with the JVM. */
  static final TestServer SHARED = start();

  private static TestServer start() {
    String external = System.getenv("SIMPLANE_TEST_JDBC_URL");
    return external == null ? embedded() : external(external);
  }

  private static TestServer external(String jdbcUrl) {
    Matcher url = URL.matcher(jdbcUrl);
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "SIMPLANE_TEST_JDBC_URL must be like jdbc:postgresql://host:5432/postgres?user=...&password=...");
    }
    String password = url.group("password");
    DatabaseLogin login =
        new DatabaseLogin(url.group("url"), url.group("user"), password == null ? "" : password);
    TestServer server = migrated(login, login);
    atEnd(() -> server.drop(server.template));
    return server;
  }

  private static TestServer embedded() {
    Path directory = HOME.resolve(UUID.randomUUID().toString());
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            directory,
            HOME,
            Map.of("fsync", "off", "shared_buffers", "64MB", "max_connections", "400"));
    atEnd(() -> {
      postgres.close();
      Directories.delete(directory);
    });
    return migrated(postgres.administrator(), postgres.login());
  }

  private static TestServer migrated(DatabaseLogin administrator, DatabaseLogin owner) {
    TestServer server = new TestServer(administrator, owner, uniqueName("template"));
    DatabaseLogin template = server.newDatabase(server.template, "template0");
    try (Database fresh = Database.open(template, 2)) {
      fresh.migrate();
      new Partitions(fresh, Clock.systemUTC(), Map.of()).keep();
    }
    return server;
  }

  DatabaseLogin newDatabase(String name, String from) {
    execute("create database %s template %s owner %s".formatted(name, from, owner.user()));
    return owner.on(name);
  }

  void drop(String database) {
    execute("drop database %s with (force)".formatted(database));
  }

  static String uniqueName(String kind) {
    return "simplane_" + kind + "_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private void execute(String sql) {
    try (Connection connection = administrator.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void atEnd(Runnable action) {
    Runtime.getRuntime().addShutdownHook(new Thread(action));
  }
}
