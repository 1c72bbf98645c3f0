// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.inventory.Standing;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Status;

/** What changes need to know of subscriptions, and of what is already under way for them. */
final class ChangeStore {

  private static final String SELECT =
      """
      select id, organisation_id, account_id, operator_key, coalesce(iccid, terminal_serial) as name, status,
        operator_status, billing_phase, intended_status, status_reason, status_requested_at, status_changed_at,
        activated_at, ends_at, label, imei_lock, as_of
      from subscription
      """;

  private ChangeStore() {}

  /** Locked in the order of their ids, as everybody locks them. */
  static Map<Long, Present> lock(Scope scope, Transaction transaction, Collection<Long> ids) {
    return byId(
        transaction
            .handle()
            .createQuery(
                SELECT
                    + "where id = any(:ids) and organisation_id = any(:scope) order by id for no key update")
            .bind("ids", ids.toArray(Long[]::new))
            .bind("scope", scope.toArray())
            .map((row, _) -> present(row))
            .list());
  }

  static Map<Long, Present> read(Scope scope, Handle handle, Collection<Long> ids) {
    return byId(
        handle
            .createQuery(SELECT + "where id = any(:ids) and organisation_id = any(:scope)")
            .bind("ids", ids.toArray(Long[]::new))
            .bind("scope", scope.toArray())
            .map((row, _) -> present(row))
            .list());
  }

  /** For workers, which serve all organisations. */
  static Map<Long, Present> lockForWork(Transaction transaction, Collection<Long> ids) {
    return byId(
        transaction
            .handle()
            .createQuery(SELECT + "where id = any(:ids) order by id for no key update")
            .bind("ids", ids.toArray(Long[]::new))
            .map((row, _) -> present(row))
            .list());
  }

  static Map<Long, Present> readForWork(Handle handle, Collection<Long> ids) {
    return byId(
        handle
            .createQuery(SELECT + "where id = any(:ids)")
            .bind("ids", ids.toArray(Long[]::new))
            .map((row, _) -> present(row))
            .list());
  }

  /** Something under way for a subscription. */
  record Open(long item, long subscription, Wish wish) {}

  /** What is under way, in order, by subscription. */
  static Map<Long, List<Open>> open(Handle handle, Collection<Long> subscriptions) {
    Map<Long, List<Open>> open = new HashMap<>();
    handle
        .createQuery(
            """
            select id, subscription_id, kind, target from job_item
            where subscription_id = any(:subscriptions) and finished_at is null order by id
            """)
        .bind("subscriptions", subscriptions.toArray(Long[]::new))
        .map((row, _) ->
            new Open(
                row.getLong("id"),
                row.getLong("subscription_id"),
                Wish.of(Wish.Kind.of(row.getString("kind")), row.getString("target"))))
        .forEach(
            found -> open.computeIfAbsent(found.subscription(), _ -> new ArrayList<>()).add(found));
    return open;
  }

  private static Map<Long, Present> byId(List<Present> rows) {
    Map<Long, Present> byId = HashMap.newHashMap(rows.size());
    rows.forEach(row -> byId.put(row.id(), row));
    return byId;
  }

  private static Present present(ResultSet row) throws SQLException {
    return new Present(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getLong("account_id"),
        row.getString("operator_key"),
        row.getString("name"),
        new Standing(
            Status.valueOf(row.getString("status")),
            row.getString("operator_status"),
            Optional.ofNullable(row.getString("billing_phase")).map(BillingPhase::valueOf),
            Optional.ofNullable(row.getString("intended_status")).map(Status::valueOf),
            Optional.ofNullable(row.getString("status_reason")),
            instant(row.getTimestamp("status_requested_at")),
            instant(row.getTimestamp("status_changed_at")),
            instant(row.getTimestamp("activated_at")),
            instant(row.getTimestamp("ends_at"))),
        Optional.ofNullable(row.getString("label")),
        row.getBoolean("imei_lock"),
        row.getTimestamp("as_of").toInstant());
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
