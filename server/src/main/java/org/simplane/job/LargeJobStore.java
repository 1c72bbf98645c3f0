// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.simplane.Transaction;

/**
 * Writes the items of a large job by COPY: PostgreSQL takes the first ones while the last ones are
 * still put into words, and nobody holds them all at once.
 */
final class LargeJobStore {

  /** Fewer go in one prepared statement. */
  static final int MANY = 1_000;

  private static final int CHUNK = 64 << 10;

  private static final String COPY =
      """
      copy job_item (job_id, account_id, organisation_id, subscription_id, state, bulk, kind, target, due_at,
        error_code, error, created_at, finished_at) from stdin\
      """;

  private LargeJobStore() {}

  static void insert(Transaction transaction, long job, List<NewItem> items, Instant now) {
    try {
      CopyIn copy =
          transaction.handle().getConnection().unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      try {
        StringBuilder rows = new StringBuilder(CHUNK + 1024);
        for (NewItem item : items) {
          write(rows, job, item, now.toString());
          if (rows.length() >= CHUNK) {
            send(copy, rows);
          }
        }
        send(copy, rows);
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
    analyze(transaction);
  }

  /**
   * What PostgreSQL knows of the table is from when hardly an item was open; it would look through
   * all open ones for each that is taken up, until it looks at the table by itself. Somebody else
   * who does so already is not waited for.
   */
  private static void analyze(Transaction transaction) {
    transaction.handle().execute("analyze (skip_locked) job_item");
  }

  private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  private static void write(StringBuilder rows, long job, NewItem item, String now) {
    rows.append(job).append('\t').append(item.account()).append('\t').append(item.organisation());
    rows.append('\t').append(item.subscription()).append('\t').append(item.state().name());
    rows.append("\tt\t");
    text(rows, item.kind()).append('\t');
    text(rows, item.target()).append('\t').append(now).append('\t');
    text(rows, item.errorCode()).append('\t');
    text(rows, item.error()).append('\t').append(now).append('\t');
    text(rows, item.state() == ItemState.QUEUED ? null : now).append('\n');
  }

  /** As COPY's text form has it. */
  private static StringBuilder text(StringBuilder rows, @Nullable String text) {
    if (text == null) {
      return rows.append("\\N");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\t' -> rows.append("\\t");
        default -> rows.append(c);
      }
    }
    return rows;
  }
}
