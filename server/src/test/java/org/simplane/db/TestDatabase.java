// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database of a test's own on a real PostgreSQL: {@code @AutoClose static final TestDatabase
 * database = TestDatabase.create();}. The server is an embedded one, started once per JVM, or the
 * one that the environment variable {@code SIMPLANE_TEST_JDBC_URL} names, with a user who may
 * create databases. Sessions are in a time zone that nobody expects, see the JVM's settings in the
 * parent POM.
 */
public final class TestDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final String name;
  private final DatabaseLogin login;
  private @Nullable Database database;

  private TestDatabase(String name, String template) {
    this.name = name;
    this.login = TestServer.SHARED.newDatabase(name, template);
  }

  /** One with our schema and the partitions of the present months. */
  public static TestDatabase create() {
    return new TestDatabase(TestServer.uniqueName("test"), TestServer.SHARED.template());
  }

  /** One with nothing in it. */
  public static TestDatabase empty() {
    return new TestDatabase(TestServer.uniqueName("test"), "template0");
  }

  /** The programs of the PostgreSQL that comes with Simplane, unpacked once for all tests. */
  public static Path programs() {
    return PostgresBinaries.unpack(TestServer.HOME);
  }

  /** Has an embedded PostgreSQL in that folder run the shared programs. */
  public static void linkPrograms(Path directory) throws IOException {
    Path programs = programs();
    Files.createSymbolicLink(directory.resolve(programs.getFileName()), programs);
  }

  /** Opened by the first call, closed with this. */
  public synchronized Database database() {
    Database open = database;
    if (open == null) {
      open = Database.open(login, CONNECTIONS);
      database = open;
    }
    return open;
  }

  /** For a second node, or a server that is started as a process. */
  public DatabaseLogin login() {
    return login;
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.close();
    }
    TestServer.SHARED.drop(name);
  }
}
