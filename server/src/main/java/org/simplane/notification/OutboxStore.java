// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import tools.jackson.databind.json.JsonMapper;

final class OutboxStore {

  private static final JsonMapper JSON = JsonMapper.shared();

  private OutboxStore() {}

  static void insert(Transaction transaction, Instant at, Collection<Outbox.Event> events) {
    int size = events.size();
    Long[] organisations = new Long[size];
    String[] kinds = new String[size];
    String[] subjectKinds = new String[size];
    Long[] subjectIds = new Long[size];
    String[] subjectNames = new String[size];
    String[] bodies = new String[size];
    int i = 0;
    for (Outbox.Event event : events) {
      organisations[i] = event.organisation();
      kinds[i] = event.kind();
      subjectKinds[i] = event.subjectKind();
      subjectIds[i] = event.subjectId();
      subjectNames[i] = event.subjectName();
      bodies[i] = JSON.writeValueAsString(event.body());
      i++;
    }
    transaction
        .handle()
        .createUpdate(
            """
            insert into outbox (transaction_id, at, organisation_id, kind, subject_kind, subject_id, subject_name, body)
            select (select outbox_transaction()), :at, e.organisation_id, e.kind, e.subject_kind, e.subject_id, e.subject_name, cast(e.body as jsonb)
            from unnest(:organisations, :kinds, :subjectKinds, :subjectIds, :subjectNames, :bodies)
              with ordinality as e (organisation_id, kind, subject_kind, subject_id, subject_name, body, position)
            order by e.position
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bindBySqlType("organisations", organisations, Types.ARRAY)
        .bindBySqlType("kinds", kinds, Types.ARRAY)
        .bindBySqlType("subjectKinds", subjectKinds, Types.ARRAY)
        .bindBySqlType("subjectIds", subjectIds, Types.ARRAY)
        .bindBySqlType("subjectNames", subjectNames, Types.ARRAY)
        .bindBySqlType("bodies", bodies, Types.ARRAY)
        .execute();
  }

  /**
   * Each organisation is read by itself, so that a small tenant's reader does not wade through a
   * large one's events.
   */
  static List<Outbox.StoredEvent> read(
      Scope scope, Handle handle, Outbox.Position after, Optional<String> kind, int limit) {
    return handle
        .createQuery(
            """
            select e.* from unnest(:organisations) as o (id)
            cross join lateral (
              select * from outbox
              where organisation_id = o.id and (transaction_id, id) > (:transaction, :id)
                and transaction_id < (select outbox_horizon())
                and (cast(:kind as text) is null or kind = :kind)
              order by transaction_id, id limit :limit) as e
            order by e.transaction_id, e.id limit :limit
            """)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("transaction", after.transaction())
        .bind("id", after.id())
        .bind("kind", kind.orElse(null))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  /** Whether the database has come into another PostgreSQL cluster since this was last asked. */
  static boolean settle(Transaction transaction) {
    return transaction.handle().createQuery("select outbox_settle()").mapTo(Boolean.class).one();
  }

  static Outbox.StoredEvent read(ResultSet row) throws SQLException {
    return new Outbox.StoredEvent(
        new Outbox.Position(row.getLong("transaction_id"), row.getLong("id")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("organisation_id"),
        row.getString("kind"),
        row.getString("subject_kind"),
        row.getLong("subject_id"),
        row.getString("subject_name"),
        JSON.readTree(row.getString("body")));
  }
}
