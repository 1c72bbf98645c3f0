// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.simplane.Transaction;
import org.simplane.db.CopyBytes;

/** Writes usage records and usage sums, a batch at a time. */
final class RecordStore {

  /** A record whose key is known already; {@code same}: with the same content. */
  record Known(int line, boolean same) {}

  private static final int COPY_CHUNK = 64 << 10;
  private static final String UNIQUE_VIOLATION = "23505";

  private static final String UPSERT_SUMS =
      """
      insert into usage_sum as s (subscription_id, hour, bearer, direction, plmn, organisation_id,
        bytes_up, bytes_down, seconds, records)
      select n.subscription_id, to_timestamp(n.hour), n.bearer, n.direction, n.plmn, n.organisation_id,
        n.bytes_up, n.bytes_down, n.seconds, n.records
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        n (subscription_id, hour, bearer, direction, plmn, organisation_id, bytes_up, bytes_down, seconds, records)
      on conflict (subscription_id, hour, bearer, direction, plmn, organisation_id) do update set
        bytes_up = s.bytes_up + excluded.bytes_up,
        bytes_down = s.bytes_down + excluded.bytes_down,
        seconds = s.seconds + excluded.seconds,
        records = s.records + excluded.records
      """;

  private RecordStore() {}

  /**
   * Copies the rows straight into the table, which takes half of what the way over a staging table
   * takes; its primary key sees to it that no record is there twice.
   *
   * @return false when one of them is there already; then none is taken
   */
  static boolean copy(Transaction transaction, CdrBatch batch, int[] rows) {
    Connection connection = transaction.handle().getConnection();
    try {
      Savepoint before = connection.setSavepoint();
      try {
        copy(connection, "usage_record", batch, rows);
        connection.releaseSavepoint(before);
        return true;
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
        connection.rollback(before);
        return false;
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** Takes those of the rows whose key is not there, and tells of the others. */
  static List<Known> insertNew(Transaction transaction, CdrBatch batch, int[] rows) {
    Connection connection = transaction.handle().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create temp table if not exists usage_stage on commit delete rows as select "
              + CdrBatch.COLUMNS
              + " from usage_record with no data");
      copy(connection, "usage_stage", batch, rows);
      int inserted =
          statement.executeUpdate(
              "insert into usage_record ("
                  + CdrBatch.COLUMNS
                  + ") select "
                  + CdrBatch.COLUMNS
                  + " from usage_stage on conflict do nothing");
      return inserted == rows.length ? List.of() : known(connection);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private static List<Known> known(Connection connection) throws SQLException {
    String sql =
        """
        select s.line, r.content_hash = s.content_hash and r.subscription_id = s.subscription_id
        from usage_stage s
        join usage_record r on r.started_at = s.started_at and r.feed_id = s.feed_id and r.record_id = s.record_id
        where (r.batch_id, r.line) <> (s.batch_id, s.line)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<Known> known = new ArrayList<>();
      while (rows.next()) {
        known.add(new Known(rows.getInt(1), rows.getBoolean(2)));
      }
      return known;
    }
  }

  private static void copy(Connection connection, String table, CdrBatch batch, int[] rows)
      throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " (" + CdrBatch.COLUMNS + ") from stdin (format binary)");
    try {
      CopyBytes out = new CopyBytes(COPY_CHUNK + 4_096);
      out.begin();
      for (int row : rows) {
        int from = batch.encodedStart[row];
        out.put(batch.encoded.array(), from, batch.encodedStart[row + 1] - from);
        if (out.size() >= COPY_CHUNK) {
          copy.writeToCopy(out.array(), 0, out.size());
          out.clear();
        }
      }
      out.end();
      copy.writeToCopy(out.array(), 0, out.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /**
   * Adds to the sums there are. They come sorted by key, so that two loaders do not wait for each
   * other crosswise.
   */
  static void add(Transaction transaction, Sums sums) {
    if (sums.size == 0) {
      return;
    }
    Connection connection = transaction.handle().getConnection();
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_SUMS)) {
      // Its own way of making arrays takes primitive ones, and sends them in binary.
      PGConnection arrays = connection.unwrap(PGConnection.class);
      statement.setArray(
          1, arrays.createArrayOf("bigint", Arrays.copyOf(sums.subscription, sums.size)));
      statement.setArray(2, arrays.createArrayOf("bigint", Arrays.copyOf(sums.hour, sums.size)));
      statement.setArray(
          3, arrays.createArrayOf("smallint", Arrays.copyOf(sums.bearer, sums.size)));
      statement.setArray(
          4, arrays.createArrayOf("smallint", Arrays.copyOf(sums.direction, sums.size)));
      statement.setArray(5, arrays.createArrayOf("text", Arrays.copyOf(sums.plmn, sums.size)));
      statement.setArray(
          6, arrays.createArrayOf("bigint", Arrays.copyOf(sums.organisation, sums.size)));
      statement.setArray(7, arrays.createArrayOf("bigint", Arrays.copyOf(sums.bytesUp, sums.size)));
      statement.setArray(
          8, arrays.createArrayOf("bigint", Arrays.copyOf(sums.bytesDown, sums.size)));
      statement.setArray(9, arrays.createArrayOf("bigint", Arrays.copyOf(sums.seconds, sums.size)));
      statement.setArray(
          10, arrays.createArrayOf("bigint", Arrays.copyOf(sums.records, sums.size)));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }
}
