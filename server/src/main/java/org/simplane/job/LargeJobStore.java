// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.simplane.Transaction;
import org.simplane.db.CopyBytes;

/**
 * Writes the items of a large job by COPY: PostgreSQL takes the first ones while the last ones are
 * still put into words, and nobody holds them all at once.
 */
final class LargeJobStore {

  /** Fewer go in one prepared statement. */
  static final int MANY = 1_000;

  /** So many open items show in a small sample, however many are over. */
  private static final int WELL_SEEN = 20_000;

  private static final int CHUNK = 64 << 10;

  private static final String COPY =
      """
      copy job_item (job_id, account_id, organisation_id, subscription_id, state, bulk, kind, target, due_at,
        error_code, error, created_at, finished_at) from stdin (format binary)\
      """;

  private static final int COLUMNS = 13;

  private LargeJobStore() {}

  static void insert(Transaction transaction, long job, List<NewItem> items, Instant now) {
    try {
      CopyIn copy =
          transaction.handle().getConnection().unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      try {
        CopyBytes rows = new CopyBytes(CHUNK + 1_024);
        rows.begin();
        for (NewItem item : items) {
          write(rows, job, item, now);
          if (rows.size() >= CHUNK) {
            send(copy, rows);
          }
        }
        rows.end();
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
    analyze(transaction, items.size());
  }

  /**
   * What PostgreSQL knows of the table is from when hardly an item was open; it would look through
   * all open ones for each that is taken up, until it looks at the table by itself. That most are
   * open or hardly any shows in few rows; so many as it takes by itself hold the request up by most
   * of a second. Somebody else who does so already is not waited for.
   */
  private static void analyze(Transaction transaction, int open) {
    int target = open >= WELL_SEEN ? 10 : 50; // of 300 rows each
    transaction.handle().execute("set local default_statistics_target = " + target);
    transaction.handle().execute("analyze (skip_locked) job_item");
  }

  private static void send(CopyIn copy, CopyBytes rows) throws SQLException {
    copy.writeToCopy(rows.array(), 0, rows.size());
    rows.clear();
  }

  private static void write(CopyBytes rows, long job, NewItem item, Instant now) {
    rows.putShort(COLUMNS);
    rows.longField(job);
    rows.longField(item.account());
    rows.longField(item.organisation());
    rows.longField(item.subscription());
    rows.textField(item.state().name());
    rows.booleanField(true);
    rows.textField(item.kind());
    rows.textField(item.target());
    rows.timeField(now);
    rows.textField(item.errorCode());
    rows.textField(item.error());
    rows.timeField(now);
    if (item.state() == ItemState.QUEUED) {
      rows.nullField();
    } else {
      rows.timeField(now);
    }
  }
}
