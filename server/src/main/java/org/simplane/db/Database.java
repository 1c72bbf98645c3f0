// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.StartException;
import org.simplane.Transaction;

/** The way of every Store to PostgreSQL. Safe for use by many threads. */
public final class Database implements AutoCloseable {

  private static final int OLDEST_SERVER = 15;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Failure TAKEN =
      new Failure.Conflict(
          "Somebody else has just written the same; look at what is there now, and try again");

  private final Connections connections;
  private final Jdbi jdbi;
  private final ScopedValue<Transaction> current = ScopedValue.newInstance();

  private Database(Connections connections) {
    this.connections = connections;
    this.jdbi = Jdbi.create(connections);
  }

  /**
   * Fails with a sentence for the person at the terminal when the database is not there, not ours
   * or too old.
   *
   * @param size how many connections are held, and so how many statements run at once
   */
  public static Database open(DatabaseLogin login, int size) {
    check(login);
    return new Database(new Connections(login, size));
  }

  private static void check(DatabaseLogin login) {
    try (Connection connection = login.connect()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_SERVER) {
        throw new StartException(
            "The database is PostgreSQL %d; Simplane takes %d or later"
                .formatted(version, OLDEST_SERVER));
      }
    } catch (SQLException e) {
      throw new StartException(
          "The database does not let us in (%s): %s".formatted(login, oneLine(e)), e);
    }
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Brings the schema up to this version. Safe when several nodes do so at once. */
  public void migrate() {
    try {
      Flyway.configure().dataSource(connections.pool()).load().migrate();
    } catch (FlywayException e) {
      throw new StartException(
          "The database cannot be brought up to this version: " + oneLine(e), e);
    }
  }

  /**
   * Runs work in one transaction; it commits when the work returns and rolls back when it throws.
   * Work of the same thread that is in a transaction already joins it.
   *
   * <p>What must be there once is held by a unique constraint. Whoever looked first, found nothing
   * and then wrote after somebody else did is told so: {@link Failure.Conflict}, and nothing is
   * kept.
   */
  public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
    if (current.isBound()) {
      return work.apply(current.get());
    }
    Committed<T> done;
    try {
      done =
          jdbi.inTransaction(handle -> {
            Transaction transaction = new Transaction(handle);
            return new Committed<>(
                ScopedValue.where(current, transaction).call(() -> work.apply(transaction)),
                transaction);
          });
    } catch (JdbiException e) {
      throw isTaken(e) ? new FailureException(TAKEN) : e;
    }
    done.transaction().committed().forEach(Runnable::run);
    return done.result();
  }

  private static boolean isTaken(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  public void useTransaction(Consumer<Transaction> work) {
    this.<@Nullable Void>inTransaction(transaction -> {
      work.accept(transaction);
      return null;
    });
  }

  /**
   * Reads without a transaction of its own: each statement sees what is committed when it starts,
   * and in a transaction of the same thread what that one wrote.
   */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    return jdbi.withHandle(work::apply);
  }

  /** Whether it answers within a second. */
  public boolean answers() {
    try (Connection connection = connections.pool().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** For measurements and metrics alone; Stores come through transactions and reads. */
  public DataSource dataSource() {
    return connections.pool();
  }

  @Override
  public void close() {
    connections.close();
  }

  private record Committed<T extends @Nullable Object>(T result, Transaction transaction) {}
}
