// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Cancellations of orders. */
final class CancellationStore {

  private static final String SELECT =
      """
      select id, order_id, reason, requested_for, state, called_off, created_at from tmf_order_cancellation
      """;

  private CancellationStore() {}

  static void add(Transaction transaction, long organisation, Cancellation cancellation) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into tmf_order_cancellation
              (id, organisation_id, order_id, reason, requested_for, state, called_off, created_at)
            values (:id, :organisation, :order, :reason, :requested, :state, :off, :at)
            """)
        .bind("id", cancellation.id())
        .bind("organisation", organisation)
        .bind("order", cancellation.order())
        .bind("reason", cancellation.reason().orElse(null))
        .bindByType("requested", cancellation.requestedFor().orElse(null), Instant.class)
        .bind("state", cancellation.state())
        .bind("off", cancellation.calledOff())
        .bind("at", cancellation.createdAt())
        .execute();
  }

  static Optional<Cancellation> find(Scope scope, Handle handle, String id) {
    return handle
        .createQuery(SELECT + "where id = :id and organisation_id = any(:scope)")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> cancellation(row))
        .findOne();
  }

  /** Newest first. */
  static List<Cancellation> page(Scope scope, Handle handle, long offset, int limit) {
    return handle
        .createQuery(
            SELECT
                + "where organisation_id = any(:scope) order by created_at desc, id limit :limit offset :offset")
        .bind("scope", scope.toArray())
        .bind("limit", limit)
        .bind("offset", offset)
        .map((row, _) -> cancellation(row))
        .list();
  }

  static long count(Scope scope, Handle handle) {
    return handle
        .createQuery(
            "select count(*) from tmf_order_cancellation where organisation_id = any(:scope)")
        .bind("scope", scope.toArray())
        .mapTo(Long.class)
        .one();
  }

  private static Cancellation cancellation(ResultSet row) throws SQLException {
    return new Cancellation(
        row.getString("id"),
        row.getString("order_id"),
        Optional.ofNullable(row.getString("reason")),
        OrderStore.instant(row.getTimestamp("requested_for")),
        row.getString("state"),
        row.getInt("called_off"),
        row.getTimestamp("created_at").toInstant());
  }
}
