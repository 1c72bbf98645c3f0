// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** What customers asked for help with. */
final class SupportStore {

  private SupportStore() {}

  static long insert(
      Transaction transaction, Scope scope, SupportRequests.Wanted wanted, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into support_request (organisation_id, state, reply_to, sender, subject, text, created_at)
            values (:organisation, 'OPEN', :replyTo, :sender, :subject, :text, :now) returning id
            """)
        .bind("organisation", scope.organisation())
        .bind("replyTo", wanted.replyTo())
        .bind("sender", wanted.sender())
        .bind("subject", wanted.subject())
        .bind("text", wanted.text())
        .bind("now", OrderSimStore.utc(now))
        .mapTo(Long.class)
        .one();
  }

  static List<SupportRequest> page(
      Scope scope, Handle handle, long before, SupportRequest.@Nullable State state, int limit) {
    return requests(
        handle,
        handle
            .createQuery(
                """
                select * from support_request where organisation_id = any(:scope) and id < :before
                  and (cast(:state as text) is null or state = :state)
                order by id desc limit :limit
                """)
            .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
            .bind("before", before)
            .bind("state", state == null ? null : state.name())
            .bind("limit", limit)
            .map((row, _) -> row(row))
            .list());
  }

  static Optional<SupportRequest> find(Scope scope, Handle handle, long id) {
    return requests(
            handle,
            handle
                .createQuery(
                    "select * from support_request where id = :id and organisation_id = any(:scope)")
                .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
                .bind("id", id)
                .map((row, _) -> row(row))
                .list())
        .stream()
        .findFirst();
  }

  /** Locks it, so that two who answer do so one after the other. */
  static boolean lock(Scope scope, Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery(
            "select 1 from support_request where id = :id and organisation_id = any(:scope) for update")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void set(Transaction transaction, long id, SupportRequest.State state, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update support_request set state = :state, version = version + 1,"
                + " closed_at = case when :state = 'CLOSED' then coalesce(closed_at, :now) end where id = :id")
        .bind("id", id)
        .bind("state", state.name())
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  static void say(Transaction transaction, long id, String author, String text, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into support_message (request_id, position, author, text, at)
            select :id, coalesce(max(position), 0) + 1, :author, :text, :now from support_message where request_id = :id
            """)
        .bind("id", id)
        .bind("author", author)
        .bind("text", text)
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  private static List<SupportRequest> requests(Handle handle, List<SupportRequest> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    Map<Long, List<SupportRequest.Message>> messages = new HashMap<>();
    handle
        .createQuery(
            "select request_id, author, text, at from support_message where request_id = any(:ids) order by request_id, position")
        .bindBySqlType(
            "ids", rows.stream().map(SupportRequest::id).toArray(Long[]::new), Types.ARRAY)
        .map((row, _) ->
            messages
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(
                    new SupportRequest.Message(
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant())))
        .list();
    return rows.stream()
        .map(r ->
            new SupportRequest(
                r.id(),
                r.organisation(),
                r.state(),
                r.replyTo(),
                r.sender(),
                r.subject(),
                r.text(),
                r.createdAt(),
                r.closedAt(),
                messages.getOrDefault(r.id(), List.of()),
                r.version()))
        .toList();
  }

  private static SupportRequest row(ResultSet row) throws SQLException {
    return new SupportRequest(
        row.getLong("id"),
        row.getLong("organisation_id"),
        SupportRequest.State.valueOf(row.getString("state")),
        row.getString("reply_to"),
        row.getString("sender"),
        row.getString("subject"),
        row.getString("text"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        OrderSimStore.instant(row.getObject("closed_at", OffsetDateTime.class)),
        List.of(),
        row.getLong("version"));
  }
}
