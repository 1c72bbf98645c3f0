// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.simplane.Transaction;

/** The way of every Store to PostgreSQL. Safe for use by many threads. */
public final class Database {

  private final Jdbi jdbi;

  public Database(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  /** Runs work in one transaction; it commits when the work returns and rolls back when it throws. */
  public <T> T inTransaction(Function<Transaction, T> work) {
    Transaction[] joined = new Transaction[1];
    T result =
        jdbi.inTransaction(
            handle -> {
              joined[0] = new Transaction(handle);
              return work.apply(joined[0]);
            });
    joined[0].committed().forEach(Runnable::run);
    return result;
  }

  public void useTransaction(Consumer<Transaction> work) {
    inTransaction(
        transaction -> {
          work.accept(transaction);
          return null;
        });
  }

  /** Reads without a transaction of its own: each statement sees what is committed when it starts. */
  public <T> T read(Function<Handle, T> work) {
    return jdbi.withHandle(work::apply);
  }
}
