// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AuditStore {

  private static final JsonMapper JSON = JsonMapper.shared();

  private AuditStore() {}

  static void insert(
      Transaction transaction, Instant at, Caller caller, Collection<Audit.Entry> entries) {
    int size = entries.size();
    Long[] organisations = new Long[size];
    String[] actions = new String[size];
    String[] subjectKinds = new String[size];
    Long[] subjectIds = new Long[size];
    String[] subjectNames = new String[size];
    @Nullable String[] before = new String[size];
    @Nullable String[] after = new String[size];
    int i = 0;
    for (Audit.Entry entry : entries) {
      organisations[i] = entry.organisation();
      actions[i] = entry.action();
      subjectKinds[i] = entry.subjectKind();
      subjectIds[i] = entry.subjectId();
      subjectNames[i] = entry.subjectName();
      before[i] = entry.before() == null ? null : entry.before().toString();
      after[i] = entry.after() == null ? null : entry.after().toString();
      i++;
    }
    transaction
        .handle()
        .createUpdate(
            """
            insert into audit (at, organisation_id, actor_kind, actor_id, actor_name, action,
                               subject_kind, subject_id, subject_name, before, after, correlation)
            select :at, e.organisation_id, :actorKind, :actorId, :actorName, e.action,
                   e.subject_kind, e.subject_id, e.subject_name, cast(e.before as jsonb), cast(e.after as jsonb),
                   :correlation
            from unnest(:organisations, :actions, :subjectKinds, :subjectIds, :subjectNames, :before, :after)
              with ordinality
              as e (organisation_id, action, subject_kind, subject_id, subject_name, before, after, position)
            order by e.position
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("actorKind", caller.kind().name())
        .bind("actorId", caller.id())
        .bind("actorName", caller.name())
        .bind("correlation", caller.correlation())
        .bindBySqlType("organisations", organisations, Types.ARRAY)
        .bindBySqlType("actions", actions, Types.ARRAY)
        .bindBySqlType("subjectKinds", subjectKinds, Types.ARRAY)
        .bindBySqlType("subjectIds", subjectIds, Types.ARRAY)
        .bindBySqlType("subjectNames", subjectNames, Types.ARRAY)
        .bindBySqlType("before", before, Types.ARRAY)
        .bindBySqlType("after", after, Types.ARRAY)
        .execute();
  }

  /**
   * Reads one more than the limit. Each organisation is read by itself, newest first, so that a
   * small tenant's list does not wade through a large one's entries.
   */
  static List<Audited> read(Scope scope, Handle handle, AuditQuery query) {
    return handle
        .createQuery(
            """
            select a.* from unnest(:organisations) as o (id)
            cross join lateral (
              select * from audit
              where organisation_id = o.id
                and (cast(:before as bigint) is null or id < :before)
                and (cast(:subjectKind as text) is null or subject_kind = :subjectKind)
                and (cast(:subjectId as bigint) is null or subject_id = :subjectId)
                and (cast(:action as text) is null or action = :action)
                and (cast(:actor as text) is null or actor_name = :actor)
                and at >= coalesce(cast(:from as timestamptz), '-infinity')
                and at < coalesce(cast(:until as timestamptz), 'infinity')
              order by id desc limit :limit) as a
            order by a.id desc limit :limit
            """)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("before", number(query.before()))
        .bind("subjectKind", query.subjectKind().orElse(null))
        .bind("subjectId", number(query.subjectId()))
        .bind("action", query.action().orElse(null))
        .bind("actor", query.actor().orElse(null))
        .bind("from", query.from().map(AuditStore::utc).orElse(null))
        .bind("until", query.until().map(AuditStore::utc).orElse(null))
        .bind("limit", query.limit() + 1)
        .map((row, _) -> read(row))
        .list();
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Audited read(ResultSet row) throws SQLException {
    return new Audited(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("organisation_id"),
        Caller.Kind.valueOf(row.getString("actor_kind")),
        row.getLong("actor_id"),
        row.getString("actor_name"),
        row.getString("action"),
        row.getString("subject_kind"),
        row.getLong("subject_id"),
        row.getString("subject_name"),
        json(row.getString("before")),
        json(row.getString("after")),
        Optional.ofNullable(row.getString("correlation")));
  }

  private static Optional<JsonNode> json(@Nullable String text) {
    return Optional.ofNullable(text).map(JSON::readTree);
  }
}
