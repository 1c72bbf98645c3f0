// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Planned;

/** Reads of the inventory no more than the loader needs, tens of thousands at a time. */
final class SimStore {

  /** What is known of a SIM: the number its identifier was asked with, and whose it is. */
  interface Found {
    void found(
        int number,
        long subscription,
        long organisation,
        boolean ownNetwork,
        boolean sleeping,
        boolean moved);
  }

  private static final String BY_ICCID =
      """
      select v.number, s.id, s.organisation_id, s.own_network, s.billing_phase = 'SLEEPING', s.moved_at is not null
      from unnest(?, ?) v (number, value) join subscription s on s.iccid_core = v.value
      where s.organisation_id = any(?)
      """;

  // The numbers are those of inventory's IdentifierKind: IMSI; MSISDN for data, voice, fax.
  private static final String BY_OTHER =
      """
      select v.number, s.id, s.organisation_id, s.own_network, s.billing_phase = 'SLEEPING', s.moved_at is not null
      from unnest(?, ?) v (number, value)
      join subscription_identifier i on i.organisation_id = any(?) and i.kind = any(%s) and i.value = v.value
      join subscription s on s.id = i.subscription_id
      """;

  private SimStore() {}

  /** Whether it is in scope still; then it stays there until the transaction ends. */
  static boolean hold(Scope scope, Transaction transaction, long subscription) {
    return transaction
        .handle()
        .createQuery(
            """
            select true from subscription where id = :id and organisation_id = any(:scope) for no key update
            """)
        .bind("id", subscription)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  static void find(
      Scope scope,
      Handle handle,
      CdrBatch.Identifier.Kind kind,
      int[] numbers,
      List<String> values,
      Found found) {
    String sql =
        switch (kind) {
          case ICCID -> BY_ICCID;
          case IMSI -> BY_OTHER.formatted("'{5}'");
          case MSISDN -> BY_OTHER.formatted("'{6,7,8}'");
        };
    Connection connection = handle.getConnection();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Planned.eachTime(statement);
      PGConnection arrays = connection.unwrap(PGConnection.class);
      statement.setArray(1, arrays.createArrayOf("integer", numbers));
      statement.setArray(2, arrays.createArrayOf("text", values.toArray(String[]::new)));
      statement.setArray(3, arrays.createArrayOf("bigint", scope.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.found(
              rows.getInt(1),
              rows.getLong(2),
              rows.getLong(3),
              rows.getBoolean(4),
              rows.getBoolean(5),
              rows.getBoolean(6));
        }
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }
}
