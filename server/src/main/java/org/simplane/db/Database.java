// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;

/** The way of every Store to PostgreSQL. Safe for use by many threads. */
public final class Database {

  private final Jdbi jdbi;

  public Database(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  /**
   * Runs work in one transaction; it commits when the work returns and rolls back when it throws.
   */
  public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
    Committed<T> done =
        jdbi.inTransaction(handle -> {
          Transaction transaction = new Transaction(handle);
          return new Committed<>(work.apply(transaction), transaction);
        });
    done.transaction().committed().forEach(Runnable::run);
    return done.result();
  }

  public void useTransaction(Consumer<Transaction> work) {
    this.<@Nullable Void>inTransaction(transaction -> {
      work.accept(transaction);
      return null;
    });
  }

  /**
   * Reads without a transaction of its own: each statement sees what is committed when it starts.
   */
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    return jdbi.withHandle(work::apply);
  }

  private record Committed<T extends @Nullable Object>(T result, Transaction transaction) {}
}
