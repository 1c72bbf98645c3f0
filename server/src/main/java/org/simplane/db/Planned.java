// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/**
 * Has PostgreSQL plan a statement each time that it runs, for statements that join many given
 * values with a table that may have been small a minute ago. Once it has settled on a plan for a
 * connection, PostgreSQL keeps it until the table's statistics are renewed: while a fleet comes in,
 * the plan that was good for an empty table would read all of it for every value.
 */
public final class Planned {

  public static final StatementCustomizer EACH_TIME =
      new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          eachTime(statement);
        }
      };

  private Planned() {}

  /** For statements without Jdbi. */
  public static void eachTime(PreparedStatement statement) throws SQLException {
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
  }
}
