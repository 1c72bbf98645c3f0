// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.notification.Webhook.Standing;

final class WebhookStore {

  private static final String SELECT =
      """
      select w.*, p.delivered, p.delivered_at, p.failing_since, p.failures, p.try_at, p.problem, p.transaction_id, p.event_id
        from webhook w join webhook_progress p on p.webhook_id = w.id
      """;

  private WebhookStore() {}

  /** The patterns of kinds that anybody wants to be told of, of what happens in an organisation. */
  static Set<String> listening(Handle handle, long organisation) {
    return handle
        .createQuery(
            """
            with recursive up as (
              select id, parent_id from organisation where id = :organisation
              union all
              select o.id, o.parent_id from organisation o join up on o.id = up.parent_id)
            select distinct unnest(w.kinds)
              from up join webhook w on w.organisation_id = up.id
             where w.state <> 'FAILED' and (w.below or w.organisation_id = :organisation)
            """)
        .bind("organisation", organisation)
        .mapTo(String.class)
        .set();
  }

  /** Takes the next id, which the secrets are sealed for before the row is there. */
  static long nextId(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select nextval(pg_get_serial_sequence('webhook', 'id'))")
        .mapTo(Long.class)
        .one();
  }

  /** Told of what is committed from now on, or of what happened since an instant. */
  static void insert(
      Transaction transaction, Webhook webhook, byte[] secrets, Optional<Instant> since) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into webhook (id, organisation_id, description, url, kinds, below, format, state, header_names, username, query,
                                 secrets, created_at, updated_at)
            overriding system value
            values (:id, :organisation, :description, :url, :kinds, :below, :format, :state, :headers, :username, :query,
                    :secrets, :now, :now)
            """)
        .bind("id", webhook.id())
        .bind("organisation", webhook.organisation())
        .bind("description", webhook.description())
        .bind("url", webhook.url().toString())
        .bindBySqlType("kinds", texts(webhook.kinds()), Types.ARRAY)
        .bind("below", webhook.below())
        .bind("format", webhook.format())
        .bind("state", webhook.state())
        .bindBySqlType("headers", texts(webhook.headerNames()), Types.ARRAY)
        .bind("username", webhook.username().orElse(null))
        .bind("query", webhook.query().orElse(null))
        .bind("secrets", secrets)
        .bind("now", utc(webhook.createdAt()))
        .execute();
    transaction
        .handle()
        .createUpdate(
            """
            insert into webhook_progress (webhook_id, transaction_id, event_id)
            select :id,
                   least(now.transaction_id,
                         (select min(o.transaction_id) from outbox o
                           where o.organisation_id = :organisation and o.at >= cast(:since as timestamptz))),
                   0
              from (select outbox_horizon() as transaction_id) as now
            """)
        .bind("id", webhook.id())
        .bind("organisation", webhook.organisation())
        .bind("since", since.map(WebhookStore::utc).orElse(null))
        .execute();
  }

  static void update(Transaction transaction, Webhook webhook, Optional<byte[]> secrets) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook set description = :description, url = :url, kinds = :kinds, below = :below, state = :state,
              state_reason = :reason, header_names = :headers, username = :username,
              secrets = coalesce(:secrets, secrets), updated_at = :now, version = :version
            where id = :id
            """)
        .bind("id", webhook.id())
        .bind("description", webhook.description())
        .bind("url", webhook.url().toString())
        .bindBySqlType("kinds", texts(webhook.kinds()), Types.ARRAY)
        .bind("below", webhook.below())
        .bind("state", webhook.state())
        .bind("reason", webhook.stateReason().orElse(null))
        .bindBySqlType("headers", texts(webhook.headerNames()), Types.ARRAY)
        .bind("username", webhook.username().orElse(null))
        .bind("secrets", secrets.orElse(null))
        .bind("now", utc(webhook.updatedAt()))
        .bind("version", webhook.version())
        .execute();
  }

  /** What is wrong with it is forgotten: it is tried at once. */
  static void forgive(Transaction transaction, long id) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook_progress set failing_since = null, failures = 0, try_at = null, problem = null
            where webhook_id = :id
            """)
        .bind("id", id)
        .execute();
  }

  static void delete(Transaction transaction, long id) {
    transaction
        .handle()
        .createUpdate("delete from webhook where id = :id")
        .bind("id", id)
        .execute();
  }

  static Optional<Webhook> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery(SELECT + "where w.id = :id and w.organisation_id = any(:scope)")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> read(row))
        .findOne();
  }

  static Optional<Webhook> lock(Scope scope, Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery(
            SELECT + "where w.id = :id and w.organisation_id = any(:scope) for update of w")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> read(row))
        .findOne();
  }

  static List<Webhook> page(
      Scope scope, Handle handle, Optional<Long> organisation, long after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                where w.organisation_id = any(:scope) and w.id > :after
                  and (cast(:organisation as bigint) is null or w.organisation_id = :organisation)
                order by w.id limit :limit
                """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("organisation", organisation.orElse(null))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  /** Until the transaction ends nobody else adds one to this organisation. */
  static void alone(Transaction transaction, long organisation) {
    var _ =
        transaction
            .handle()
            .createQuery("select id from organisation where id = :id for no key update")
            .bind("id", organisation)
            .mapTo(Long.class)
            .list();
  }

  static int count(Handle handle, long organisation, Collection<String> formats) {
    return handle
        .createQuery(
            "select count(*) from webhook where organisation_id = :organisation and format = any(:formats)")
        .bind("organisation", organisation)
        .bindArray("formats", String.class, formats)
        .mapTo(Integer.class)
        .one();
  }

  static byte[] secrets(Handle handle, long id) {
    return handle
        .createQuery("select secrets from webhook where id = :id")
        .bind("id", id)
        .map((row, _) -> row.getBytes("secrets"))
        .one();
  }

  static Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("description"),
        URI.create(row.getString("url")),
        set(row, "kinds"),
        row.getBoolean("below"),
        row.getString("format"),
        WebhookState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("state_reason")),
        set(row, "header_names"),
        Optional.ofNullable(row.getString("username")),
        Optional.ofNullable(row.getString("query")),
        new Standing(
            row.getLong("delivered"),
            optional(row, "delivered_at"),
            optional(row, "failing_since"),
            optional(row, "try_at"),
            Optional.ofNullable(row.getString("problem"))),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        row.getLong("version"));
  }

  static String[] texts(Collection<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optional(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static Set<String> set(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return Set.of((String[]) array.getArray());
  }
}
