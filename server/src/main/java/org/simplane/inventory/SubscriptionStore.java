// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;

/**
 * Reads subscriptions one by one and by lists of keys. Plain JDBC: the single read is the hottest
 * path of the server.
 */
final class SubscriptionStore {

  private static final String BY_ICCID =
      "select "
          + SubscriptionRow.COLUMNS
          + " from subscription s where s.iccid_core = ? and s.organisation_id = any(?) limit 1";

  private static final String BY_ICCIDS =
      "select "
          + SubscriptionRow.COLUMNS
          + " from subscription s where s.iccid_core = any(?) and s.organisation_id = any(?)";

  private static final String IDS_BY_ICCIDS =
      "select s.id, s.iccid_core from subscription s where s.iccid_core = any(?) and s.organisation_id = any(?)";

  private static final String BY_ID =
      "select "
          + SubscriptionRow.COLUMNS
          + " from subscription s where s.id = ? and s.organisation_id = any(?)";

  private static final String BY_IDS =
      "select "
          + SubscriptionRow.COLUMNS
          + " from subscription s where s.id = any(?) and s.organisation_id = any(?)";

  private SubscriptionStore() {}

  static Optional<Subscription> find(Scope scope, Handle handle, String iccidCore) {
    return Statements.prepared(
        handle,
        BY_ICCID,
        statement -> {
          statement.setString(1, iccidCore);
          statement.setArray(2, organisations(statement.getConnection(), scope));
          return first(statement);
        });
  }

  static Optional<Subscription> find(Scope scope, Handle handle, long id) {
    return Statements.prepared(
        handle,
        BY_ID,
        statement -> {
          statement.setLong(1, id);
          statement.setArray(2, organisations(statement.getConnection(), scope));
          return first(statement);
        });
  }

  /** In no order. */
  static List<Subscription> findAll(Scope scope, Handle handle, Collection<Long> ids) {
    return Statements.prepared(
        handle,
        BY_IDS,
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("bigint", ids.toArray()));
          statement.setArray(2, organisations(statement.getConnection(), scope));
          return all(statement);
        });
  }

  /** In no order. */
  static List<Subscription> findByCores(Scope scope, Handle handle, Collection<String> iccidCores) {
    return Statements.prepared(
        handle,
        BY_ICCIDS,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("text", iccidCores.toArray()));
          statement.setArray(2, organisations(statement.getConnection(), scope));
          return all(statement);
        });
  }

  /** In the order of their ids. */
  static List<Subscription> findByBusinessIds(
      Scope scope, Handle handle, Collection<String> iccidCores, Collection<String> serials) {
    return Statements.prepared(
        handle,
        "select "
            + SubscriptionRow.COLUMNS
            + " from subscription s where s.id in (select b.id from subscription b where b.iccid_core = any(?)"
            + " union all select b.id from subscription b where b.terminal_serial = any(?))"
            + " and s.organisation_id = any(?) order by s.id",
        statement -> {
          statement.setArray(1, WriteStore.texts(statement, iccidCores));
          statement.setArray(2, WriteStore.texts(statement, serials));
          statement.setArray(3, organisations(statement.getConnection(), scope));
          return all(statement);
        });
  }

  /** By the core of the number. */
  static Map<String, Long> idsByCores(Scope scope, Handle handle, Collection<String> iccidCores) {
    return Statements.prepared(
        handle,
        IDS_BY_ICCIDS,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("text", iccidCores.toArray()));
          statement.setArray(2, organisations(statement.getConnection(), scope));
          try (ResultSet rows = statement.executeQuery()) {
            Map<String, Long> ids = new HashMap<>();
            while (rows.next()) {
              ids.put(rows.getString(2), rows.getLong(1));
            }
            return ids;
          }
        });
  }

  static Array organisations(Connection connection, Scope scope) throws SQLException {
    return connection.createArrayOf("bigint", scope.toArray());
  }

  static List<Subscription> all(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Subscription> all = new ArrayList<>();
      while (rows.next()) {
        all.add(SubscriptionRow.read(rows));
      }
      return all;
    }
  }

  private static Optional<Subscription> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(SubscriptionRow.read(rows)) : Optional.empty();
    }
  }
}
