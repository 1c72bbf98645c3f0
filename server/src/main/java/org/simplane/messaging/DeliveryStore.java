// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;
import org.simplane.operator.SubscriptionRef;

/**
 * The messages that are on their way. Rows are Simplane's own work and no tenant's to read, but for
 * what is cancelled.
 */
final class DeliveryStore {

  /** A SIM as the acceptance of a message sees it. */
  record Receiver(
      long id, long organisation, long account, boolean own, String status, String causes) {}

  /** A message that was taken up; its lease runs. */
  record Due(
      long id,
      Instant at,
      long subscription,
      long organisation,
      long account,
      boolean own,
      int attempts,
      int wakes,
      int delivered,
      boolean handedBefore,
      Instant expiresAt,
      int segments,
      int reference,
      MessageContent content,
      MessageSource source,
      SubscriptionRef ref,
      String card,
      boolean barred,
      OptionalLong quotaLeft,
      Optional<String> operatorId) {

    /** A bit for each segment. */
    int whole() {
      return (1 << segments) - 1;
    }
  }

  /** What a locked row says now. */
  record Present(int delivered, int wakes) {}

  /** A message that goes on waiting. */
  record Later(
      long id,
      int wakes,
      int delivered,
      boolean handed,
      Instant dueAt,
      Optional<Instant> attemptedAt,
      Optional<String> error) {}

  private static final String TAKE =
      """
      with due as materialized (
        select message_id, handed from message_delivery
         where own_network = :own and due_at <= :now and (:anyAccount or account_id = :account)
         order by due_at, message_id limit :limit for update skip locked),
      taken as (
        update message_delivery d set due_at = :until, leased_by = :node, attempts = d.attempts + 1, handed = true
          from due where d.message_id = due.message_id
        returning d.*, due.handed as handed_before)
      select t.*, m.organisation_id, m.segments, m.reference, m.coding, m.payload, m.udh, m.source, m.source_kind,
             m.operator_id, s.operator_key, coalesce(s.iccid, s.terminal_serial) as business_id, coalesce(s.imsi, s.iccid) as card,
             exists (select from restriction r where r.subscription_id = s.id and r.service = 'SMS') as barred,
             (select q.total - q.used from quota q
               where q.subscription_id = s.id and q.service = 'SMS' and q.as_of is null) as quota_left
        from taken t
        join message m on m.id = t.message_id and m.at = t.at
        join subscription s on s.id = t.subscription_id
       order by t.message_id
      """;

  private DeliveryStore() {}

  /** What the node held when it ended is due. */
  static void letGo(Transaction transaction, String node, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update message_delivery set due_at = :now, leased_by = null where leased_by = :node")
        .bind("node", node)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** The SIMs as they are now; those that went elsewhere are left out. */
  static Map<Long, Receiver> receivers(Handle handle, Collection<Long> subscriptions) {
    Map<Long, Receiver> found = new HashMap<>();
    handle
        .createQuery(
            """
            select s.id, s.organisation_id, s.account_id, s.own_network, s.status,
                   coalesce((select string_agg(r.cause, ', ' order by r.cause) from restriction r
                     where r.subscription_id = s.id and r.service = 'SMS'), '')
              from subscription s where s.id = any(:ids)
            """)
        .bindBySqlType("ids", Columns.numbers(List.copyOf(subscriptions)), Types.ARRAY)
        .map((row, _) ->
            new Receiver(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getBoolean(4),
                row.getString(5),
                row.getString(6)))
        .forEach(receiver -> found.put(receiver.id(), receiver));
    return found;
  }

  /** Puts accepted messages into the queue. */
  static void insert(Transaction transaction, List<MessageStore.NewRow> rows, List<Boolean> own) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into message_delivery (message_id, at, subscription_id, account_id, own_network, due_at, expires_at)
            select v.id, v.at::timestamptz, v.subscription, v.account, v.own, v.at::timestamptz, v.expires::timestamptz
              from unnest(:ids, :ats, :subscriptions, :accounts, :owns, :expires)
                v (id, at, subscription, account, own, expires)
            """)
        .bindBySqlType("ids", Columns.numbers(rows, MessageStore.NewRow::id), Types.ARRAY)
        .bindBySqlType("ats", Columns.instants(rows, MessageStore.NewRow::at), Types.ARRAY)
        .bindBySqlType(
            "subscriptions", Columns.numbers(rows, MessageStore.NewRow::subscription), Types.ARRAY)
        .bindBySqlType("accounts", Columns.numbers(rows, MessageStore.NewRow::account), Types.ARRAY)
        .bindBySqlType("owns", own.toArray(Boolean[]::new), Types.ARRAY)
        .bindBySqlType(
            "expires", Columns.instants(rows, row -> row.expiresAt().orElseThrow()), Types.ARRAY)
        .execute();
  }

  /** Takes up what is due, until {@code until}; oldest first. */
  static List<Due> take(
      Transaction transaction,
      String node,
      OptionalLong account,
      Instant now,
      Instant until,
      int limit) {
    return transaction
        .handle()
        .createQuery(TAKE)
        .bind("node", node)
        .bind("own", account.isEmpty())
        .bind("anyAccount", account.isEmpty())
        .bind("account", account.orElse(0))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("until", until.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(DeliveryStore::due)
        .list();
  }

  /** The accounts that have something due. */
  static List<Long> dueAccounts(Handle handle, Instant now) {
    return handle
        .createQuery(
            "select distinct account_id from message_delivery where not own_network and due_at <= :now")
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .list();
  }

  /** Locks the rows that are still there, in order. */
  static Map<Long, Present> lock(Transaction transaction, Collection<Long> ids) {
    Map<Long, Present> present = new HashMap<>();
    transaction
        .handle()
        .createQuery(
            """
            select message_id, delivered, wakes from message_delivery
             where message_id = any(:ids) order by message_id for update
            """)
        .bindBySqlType("ids", Columns.numbers(List.copyOf(ids)), Types.ARRAY)
        .map((row, _) -> present.put(row.getLong(1), new Present(row.getInt(2), row.getInt(3))))
        .list();
    return present;
  }

  static void delete(Transaction transaction, Collection<Long> ids) {
    transaction
        .handle()
        .createUpdate("delete from message_delivery where message_id = any(:ids)")
        .bindBySqlType("ids", Columns.numbers(List.copyOf(ids)), Types.ARRAY)
        .execute();
  }

  /** To be tried again then; at once where the device has shown itself since it was taken up. */
  static void postpone(Transaction transaction, Collection<Later> rows, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update message_delivery d
               set due_at = case when d.wakes <> v.wakes then :now
                     when v.handed then v.due::timestamptz else least(v.due::timestamptz, d.expires_at) end,
                   leased_by = null, delivered = v.delivered, handed = v.handed, error = nullif(v.error, ''),
                   last_attempt_at = coalesce(nullif(v.attempted, '')::timestamptz, d.last_attempt_at),
                   attempts = case when v.attempted = '' then d.attempts - 1 else d.attempts end
              from unnest(:ids, :wakes, :delivered, :handed, :dues, :attempted, :errors)
                v (id, wakes, delivered, handed, due, attempted, error)
             where d.message_id = v.id
            """)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bindBySqlType("ids", Columns.numbers(rows, Later::id), Types.ARRAY)
        .bindBySqlType("wakes", Columns.wholes(rows, Later::wakes), Types.ARRAY)
        .bindBySqlType("delivered", Columns.wholes(rows, Later::delivered), Types.ARRAY)
        .bindBySqlType(
            "handed", rows.stream().map(Later::handed).toArray(Boolean[]::new), Types.ARRAY)
        .bindBySqlType("dues", Columns.instants(rows, Later::dueAt), Types.ARRAY)
        .bindBySqlType(
            "attempted",
            Columns.texts(rows, row -> Columns.orEmpty(row.attemptedAt())),
            Types.ARRAY)
        .bindBySqlType(
            "errors", Columns.texts(rows, row -> Columns.orEmpty(row.error())), Types.ARRAY)
        .execute();
  }

  /** What waits for these devices is due; what is just being tried will be again. */
  static int wake(Transaction transaction, Collection<Long> subscriptions, Instant now) {
    return transaction
        .handle()
        .createUpdate(
            """
            with waiting as materialized (
              select message_id from message_delivery
               where subscription_id = any(:subscriptions) and own_network order by message_id for update)
            update message_delivery d
               set wakes = d.wakes + 1, due_at = case when d.handed then d.due_at else :now end
              from waiting where d.message_id = waiting.message_id
            """)
        .bindBySqlType("subscriptions", Columns.numbers(List.copyOf(subscriptions)), Types.ARRAY)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Takes a message out of the queue unless it is at work; false when it is, or is not there. */
  static boolean cancel(Scope scope, Transaction transaction, long id) {
    return transaction
            .handle()
            .createUpdate(
                """
                delete from message_delivery d using message m
                 where d.message_id = :id and not d.handed and m.id = d.message_id and m.at = d.at
                   and m.organisation_id = any(:organisations)
                """)
            .bind("id", id)
            .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
            .execute()
        > 0;
  }

  private static Due due(ResultSet row, StatementContext context) throws SQLException {
    long left = row.getLong("quota_left");
    OptionalLong quota = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(left);
    return new Due(
        row.getLong("message_id"),
        row.getTimestamp("at").toInstant(),
        row.getLong("subscription_id"),
        row.getLong("organisation_id"),
        row.getLong("account_id"),
        row.getBoolean("own_network"),
        row.getInt("attempts"),
        row.getInt("wakes"),
        row.getInt("delivered"),
        row.getBoolean("handed_before"),
        row.getTimestamp("expires_at").toInstant(),
        row.getInt("segments"),
        row.getInt("reference"),
        new MessageContent(
            MessageCoding.valueOf(row.getString("coding")),
            row.getString("payload"),
            row.getString("udh")),
        new MessageSource(
            row.getString("source"), MessageSource.Kind.valueOf(row.getString("source_kind"))),
        new SubscriptionRef(row.getString("operator_key"), row.getString("business_id")),
        row.getString("card"),
        row.getBoolean("barred"),
        quota,
        Optional.ofNullable(row.getString("operator_id")));
  }
}
