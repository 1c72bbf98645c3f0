// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.simplane.db.Planned;

/** Plain JDBC statements on a Jdbi handle, where Jdbi's own cost would show. */
final class Statements {

  /** What to do with a prepared statement. */
  interface Work<T extends @Nullable Object> {
    T with(PreparedStatement statement) throws SQLException;
  }

  private Statements() {}

  /** Prepared once per connection; PostgreSQL may settle on one plan for all values. */
  static <T extends @Nullable Object> T prepared(Handle handle, String sql, Work<T> work) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Planned anew each time, for statements whose best plan depends on their values. */
  static <T extends @Nullable Object> T planned(Handle handle, String sql, Work<T> work) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      Planned.eachTime(statement);
      return work.with(statement);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private static UnableToExecuteStatementException failed(String sql, SQLException e) {
    return new UnableToExecuteStatementException(e.getMessage() + "\nin: " + sql, e, null);
  }
}
