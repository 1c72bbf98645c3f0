// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;
import org.simplane.operator.MessageSource;

/** Messages as they are read, written and settled. */
final class MessageStore {

  private static final String READ =
      """
      select m.*, d.attempts as tries, d.last_attempt_at as tried_at, d.due_at, d.error as waits
        from message m left join message_delivery d on d.message_id = m.id
      """;

  private static final String FILTER =
      """
       where m.organisation_id = any(:organisations)
         and (cast(:subscription as bigint) is null or m.subscription_id = :subscription)
         and (cast(:direction as text) is null or m.direction = :direction)
         and (:anyStatus or m.status = any(:statuses))
         and (cast(:from as timestamptz) is null or m.at >= :from)
      """;

  /** A message that is to be written. */
  record NewRow(
      long id,
      Instant at,
      long subscription,
      long organisation,
      long account,
      MessageDirection direction,
      MessageContent content,
      MessageSource source,
      String destination,
      Optional<MessagePart> part,
      int segments,
      Optional<Instant> expiresAt,
      Optional<String> operatorId,
      String sentBy) {}

  /** A message that reaches its last status. */
  record Settled(
      long id,
      Instant at,
      MessageStatus status,
      Instant finalAt,
      int attempts,
      Optional<String> error) {}

  /** What events tell of a message and its SIM. */
  record Told(
      Message message, long account, String iccid, String imsi, String msisdn, String name) {}

  private MessageStore() {}

  static List<Long> ids(Handle handle, int count) {
    return handle
        .createQuery("select nextval('message_id') from generate_series(1, :count)")
        .bind("count", count)
        .mapTo(Long.class)
        .list();
  }

  /** Gives the ids of those that were written: one told twice is not. */
  static List<Long> insert(Transaction transaction, List<NewRow> rows) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into message (id, at, subscription_id, organisation_id, account_id, expires_at, segments, reference,
              part_reference, part_number, part_total, direction, status, coding, source_kind, source, destination,
              payload, udh, operator_id, sent_by)
            select v.id, v.at::timestamptz, v.subscription, v.organisation, v.account, nullif(v.expires, '')::timestamptz,
              v.segments, v.id & 255, nullif(v.part_reference, -1), nullif(v.part_number, -1), nullif(v.part_total, -1),
              v.direction, 'BUFFERED', v.coding, v.source_kind, v.source, v.destination, v.payload, v.udh,
              nullif(v.operator_id, ''), v.sent_by
            from unnest(:ids, :ats, :subscriptions, :organisations, :accounts, :expires, :segments, :references, :numbers,
                :totals, :directions, :codings, :sourceKinds, :sources, :destinations, :payloads, :udhs, :operatorIds,
                :sentBys)
              v (id, at, subscription, organisation, account, expires, segments, part_reference, part_number, part_total,
                direction, coding, source_kind, source, destination, payload, udh, operator_id, sent_by)
            on conflict do nothing
            returning id
            """)
        .bindBySqlType("ids", Columns.numbers(rows, NewRow::id), Types.ARRAY)
        .bindBySqlType("ats", Columns.instants(rows, NewRow::at), Types.ARRAY)
        .bindBySqlType("subscriptions", Columns.numbers(rows, NewRow::subscription), Types.ARRAY)
        .bindBySqlType("organisations", Columns.numbers(rows, NewRow::organisation), Types.ARRAY)
        .bindBySqlType("accounts", Columns.numbers(rows, NewRow::account), Types.ARRAY)
        .bindBySqlType(
            "expires", Columns.texts(rows, row -> Columns.orEmpty(row.expiresAt())), Types.ARRAY)
        .bindBySqlType("segments", Columns.wholes(rows, NewRow::segments), Types.ARRAY)
        .bindBySqlType(
            "references",
            Columns.wholes(rows, row -> row.part().map(MessagePart::reference).orElse(-1)),
            Types.ARRAY)
        .bindBySqlType(
            "numbers",
            Columns.wholes(rows, row -> row.part().map(MessagePart::number).orElse(-1)),
            Types.ARRAY)
        .bindBySqlType(
            "totals",
            Columns.wholes(rows, row -> row.part().map(MessagePart::total).orElse(-1)),
            Types.ARRAY)
        .bindBySqlType(
            "directions", Columns.texts(rows, row -> row.direction().name()), Types.ARRAY)
        .bindBySqlType(
            "codings", Columns.texts(rows, row -> row.content().coding().name()), Types.ARRAY)
        .bindBySqlType(
            "sourceKinds", Columns.texts(rows, row -> row.source().kind().name()), Types.ARRAY)
        .bindBySqlType("sources", Columns.texts(rows, row -> row.source().address()), Types.ARRAY)
        .bindBySqlType("destinations", Columns.texts(rows, NewRow::destination), Types.ARRAY)
        .bindBySqlType("payloads", Columns.texts(rows, row -> row.content().payload()), Types.ARRAY)
        .bindBySqlType("udhs", Columns.texts(rows, row -> row.content().udh()), Types.ARRAY)
        .bindBySqlType(
            "operatorIds",
            Columns.texts(rows, row -> Columns.orEmpty(row.operatorId())),
            Types.ARRAY)
        .bindBySqlType("sentBys", Columns.texts(rows, NewRow::sentBy), Types.ARRAY)
        .mapTo(Long.class)
        .list();
  }

  static Optional<Message> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery(READ + " where m.id = :id and m.organisation_id = any(:organisations)")
        .bind("id", id)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .map(MessageStore::message)
        .findOne();
  }

  /** Newest first. */
  static List<Message> page(
      Scope scope, Handle handle, MessageQuery query, long before, int limit) {
    return filtered(
            handle.createQuery(
                READ + FILTER + " and m.id < :before order by m.id desc limit :limit"),
            scope,
            query)
        .bind("before", before)
        .bind("limit", limit)
        .map(MessageStore::message)
        .list();
  }

  /** A page in an order of the caller's. */
  static List<Message> sorted(
      Scope scope,
      Handle handle,
      MessageQuery query,
      MessageSort sort,
      boolean descending,
      long skip,
      int limit) {
    String column =
        switch (sort) {
          case ID -> "m.id";
          case STATUS -> "m.status";
          case FINAL_AT -> "m.final_at";
          case EXPIRES_AT -> "m.expires_at";
        };
    String order = column + (descending ? " desc" : "") + " nulls last, m.id desc";
    return filtered(
            handle.createQuery(READ + FILTER + " order by " + order + " offset :skip limit :limit"),
            scope,
            query)
        .bind("skip", skip)
        .bind("limit", limit)
        .map(MessageStore::message)
        .list();
  }

  static long count(Scope scope, Handle handle, MessageQuery query) {
    return filtered(handle.createQuery("select count(*) from message m" + FILTER), scope, query)
        .mapTo(Long.class)
        .one();
  }

  private static Query filtered(Query statement, Scope scope, MessageQuery query) {
    return statement
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bindBySqlType(
            "subscription",
            query.subscription().isPresent() ? query.subscription().getAsLong() : null,
            Types.BIGINT)
        .bindBySqlType(
            "direction", query.direction().map(MessageDirection::name).orElse(null), Types.VARCHAR)
        .bind("anyStatus", query.statuses().isEmpty())
        .bindBySqlType(
            "statuses", Columns.texts(query.statuses(), MessageStatus::name), Types.ARRAY)
        .bindBySqlType(
            "from",
            query.from().map(from -> from.atOffset(ZoneOffset.UTC)).orElse(null),
            Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** The newest that the operator calls so; its row is locked, and nobody else settles it. */
  static Optional<Message> ofOperator(Transaction transaction, long account, String operatorId) {
    return transaction
        .handle()
        .createQuery(
            READ
                + " where m.account_id = :account and m.operator_id = :operator order by m.at desc limit 1 for update of m")
        .bind("account", account)
        .bind("operator", operatorId)
        .map(MessageStore::message)
        .findOne();
  }

  /** Writes last statuses. */
  static void settle(Transaction transaction, Collection<Settled> rows) {
    transaction
        .handle()
        .createUpdate(
            """
            update message m
               set status = v.status, final_at = v.final_at::timestamptz, attempts = v.attempts,
                   last_attempt_at = case when v.attempts > 0 then v.final_at::timestamptz end, error = nullif(v.error, '')
              from unnest(:ids, :ats, :statuses, :finals, :attempts, :errors)
                v (id, at, status, final_at, attempts, error)
             where m.id = v.id and m.at = v.at::timestamptz
            """)
        .bindBySqlType("ids", Columns.numbers(rows, Settled::id), Types.ARRAY)
        .bindBySqlType("ats", Columns.instants(rows, Settled::at), Types.ARRAY)
        .bindBySqlType("statuses", Columns.texts(rows, row -> row.status().name()), Types.ARRAY)
        .bindBySqlType("finals", Columns.instants(rows, Settled::finalAt), Types.ARRAY)
        .bindBySqlType("attempts", Columns.wholes(rows, Settled::attempts), Types.ARRAY)
        .bindBySqlType(
            "errors", Columns.texts(rows, row -> Columns.orEmpty(row.error())), Types.ARRAY)
        .execute();
  }

  /** The operator has it under this id. */
  static void sent(Transaction transaction, long id, Instant at, String operatorId) {
    transaction
        .handle()
        .createUpdate(
            """
            update message set operator_id = :operator, status = 'SENT' where id = :id and at = :at and status = 'BUFFERED'
            """)
        .bind("operator", operatorId)
        .bind("id", id)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** What events are to tell of these; rows are those the caller has just written. */
  static List<Told> told(Transaction transaction, Collection<Long> ids) {
    return transaction
        .handle()
        .createQuery(
            """
            select m.*, m.attempts as tries, m.last_attempt_at as tried_at, null::timestamptz as due_at, null as waits,
                   s.iccid, s.imsi, s.msisdn_data, coalesce(s.iccid, s.terminal_serial) as name
              from message m join subscription s on s.id = m.subscription_id
             where m.id = any(:ids) order by m.id
            """)
        .bindBySqlType("ids", Columns.numbers(List.copyOf(ids)), Types.ARRAY)
        .map((row, context) ->
            new Told(
                message(row, context),
                row.getLong("account_id"),
                orEmpty(row.getString("iccid")),
                orEmpty(row.getString("imsi")),
                orEmpty(row.getString("msisdn_data")),
                orEmpty(row.getString("name"))))
        .list();
  }

  /** Takes back what was written in this transaction. */
  static void withdraw(Transaction transaction, Collection<Long> ids) {
    if (!ids.isEmpty()) {
      transaction
          .handle()
          .createUpdate("delete from message where id = any(:ids)")
          .bindBySqlType("ids", Columns.numbers(List.copyOf(ids)), Types.ARRAY)
          .execute();
    }
  }

  /** Somebody was told of these MO messages. */
  static void forwarded(
      Transaction transaction, Collection<Long> ids, MessageStatus status, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update message set status = :status, final_at = :now
             where id = any(:ids) and direction = 'MO' and status = 'BUFFERED'
            """)
        .bindBySqlType("ids", Columns.numbers(List.copyOf(ids)), Types.ARRAY)
        .bind("status", status.name())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static Message message(ResultSet row, StatementContext context) throws SQLException {
    int total = row.getInt("part_total");
    Optional<MessagePart> part =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new MessagePart(row.getInt("part_reference"), row.getInt("part_number"), total));
    Optional<Instant> due = instant(row, "due_at");
    return new Message(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getLong("subscription_id"),
        row.getLong("organisation_id"),
        MessageDirection.valueOf(row.getString("direction")),
        MessageStatus.valueOf(row.getString("status")),
        new MessageContent(
            MessageCoding.valueOf(row.getString("coding")),
            row.getString("payload"),
            row.getString("udh")),
        new MessageSource(
            row.getString("source"), MessageSource.Kind.valueOf(row.getString("source_kind"))),
        row.getString("destination"),
        part,
        row.getInt("segments"),
        instant(row, "expires_at"),
        instant(row, "final_at"),
        due.isPresent() ? row.getInt("tries") : row.getInt("attempts"),
        instant(row, due.isPresent() ? "tried_at" : "last_attempt_at"),
        due,
        Optional.ofNullable(row.getString("operator_id")),
        Optional.ofNullable(row.getString(due.isPresent() ? "waits" : "error")),
        row.getString("sent_by"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
