// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.notification.Outbox.Position;

/** Who tells which webhook, and how far each has come. Leases go by the database's clock. */
final class LaneStore {

  private LaneStore() {}

  /** A row of a webhook with how far it has come. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Row(
      Webhook webhook, byte[] secrets, Position done, int failures, Optional<Instant> nextLetter) {}

  /** This node is there; answers how many there are. */
  static int signIn(Transaction transaction, String node, Duration lease) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            """
            insert into webhook_node (node, seen_at) values (:node, now())
            on conflict (node) do update set seen_at = now()
            """)
        .bind("node", node)
        .execute();
    handle
        .createUpdate("delete from webhook_node where seen_at < now() - :old * interval '1 second'")
        .bind("old", lease.toSeconds() * 10)
        .execute();
    return handle
        .createQuery(
            "select count(*) from webhook_node where seen_at > now() - :old * interval '1 second'")
        .bind("old", lease.toSeconds())
        .mapTo(Integer.class)
        .one();
  }

  static void signOut(Transaction transaction, String node) {
    transaction
        .handle()
        .createUpdate("delete from webhook_node where node = :node")
        .bind("node", node)
        .execute();
    transaction
        .handle()
        .createUpdate(
            "update webhook_progress set node = null, leased_until = null where node = :node")
        .bind("node", node)
        .execute();
  }

  static void renew(Transaction transaction, String node, Duration lease) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook_progress set leased_until = now() + :lease * interval '1 millisecond' where node = :node
            """)
        .bind("node", node)
        .bind("lease", lease.toMillis())
        .execute();
  }

  static int active(Handle handle) {
    return handle
        .createQuery("select count(*) from webhook where state = 'ACTIVE'")
        .mapTo(Integer.class)
        .one();
  }

  /** Takes on webhooks that nobody tells. */
  static void claim(Transaction transaction, String node, Duration lease, int most) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook_progress set node = :node, leased_until = now() + :lease * interval '1 millisecond'
            where webhook_id in (
              select p.webhook_id from webhook_progress p join webhook w on w.id = p.webhook_id
               where w.state = 'ACTIVE' and (p.leased_until is null or p.leased_until < now())
               order by p.webhook_id limit :most for update of p skip locked)
            """)
        .bind("node", node)
        .bind("lease", lease.toMillis())
        .bind("most", most)
        .execute();
  }

  static void release(Transaction transaction, String node, Collection<Long> webhooks) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook_progress set node = null, leased_until = null where node = :node and webhook_id = any(:webhooks)
            """)
        .bind("node", node)
        .bindBySqlType("webhooks", webhooks.toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  /** The webhooks that this node tells, whether they changed or not. */
  static List<Row> held(Handle handle, String node) {
    return handle
        .createQuery(
            """
            select w.*, p.delivered, p.delivered_at, p.failing_since, p.failures, p.try_at, p.problem, p.transaction_id,
                   p.event_id,
                   (select min(l.next_at) from webhook_letter l where l.webhook_id = p.webhook_id and l.state = 'WAITING')
                     as next_letter
              from webhook_progress p join webhook w on w.id = p.webhook_id
             where p.node = :node and p.leased_until > now() and w.state = 'ACTIVE'
            """)
        .bind("node", node)
        .map((row, _) -> row(row))
        .list();
  }

  /** Every transaction before this one has ended. */
  static long horizon(Handle handle) {
    return handle.createQuery("select outbox_horizon()").mapTo(Long.class).one();
  }

  /** Those organisations of which something was written by transactions in that range. */
  static Set<Long> stirred(Handle handle, Collection<Long> organisations, long from, long until) {
    return handle
        .createQuery(
            """
            select o.id from unnest(:organisations) as o (id)
             where exists (select from outbox e where e.organisation_id = o.id
                              and e.transaction_id >= :from and e.transaction_id < :until)
            """)
        .bindBySqlType("organisations", organisations.toArray(Long[]::new), Types.ARRAY)
        .bind("from", from)
        .bind("until", until)
        .mapTo(Long.class)
        .stream()
        .collect(Collectors.toSet());
  }

  /** Oldest first, from transactions before {@code until} alone. */
  static List<Outbox.StoredEvent> read(
      Scope scope, Handle handle, Set<String> kinds, Position after, long until, int limit) {
    return handle
        .createQuery(
            """
            select e.* from unnest(:organisations) as o (id)
            cross join lateral (
              select * from outbox
              where organisation_id = o.id and (transaction_id, id) > (:transaction, :id)
                and transaction_id < :until and (:all or kind like any(:kinds))
              order by transaction_id, id limit :limit) as e
            order by e.transaction_id, e.id limit :limit
            """)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("transaction", after.transaction())
        .bind("id", after.id())
        .bind("until", until)
        .bind("all", kinds.contains("*"))
        .bindBySqlType("kinds", likes(kinds), Types.ARRAY)
        .bind("limit", limit)
        .map((row, _) -> OutboxStore.read(row))
        .list();
  }

  /** Patterns of {@code like}; kinds hold neither percent signs nor backslashes. */
  static String[] likes(Set<String> kinds) {
    return kinds.stream()
        .map(kind -> kind.replace("_", "\\_").replace("*", "%"))
        .toArray(String[]::new);
  }

  /** What is lost of this transaction with the machine is told once more, which is allowed. */
  static void loosely(Transaction transaction) {
    transaction.handle().execute("set local synchronous_commit to off");
  }

  /** Answers false when the webhook is another node's by now, or gone. */
  static boolean advance(
      Transaction transaction,
      String node,
      long webhook,
      Position done,
      int delivered,
      Webhook.Standing standing,
      int failures) {
    return transaction
            .handle()
            .createUpdate(
                """
                update webhook_progress set transaction_id = :transaction, event_id = :event, delivered = delivered + :delivered,
                  delivered_at = coalesce(:deliveredAt, delivered_at), failing_since = :failingSince, failures = :failures,
                  try_at = :tryAt, problem = :problem
                where webhook_id = :webhook and node = :node
                """)
            .bind("webhook", webhook)
            .bind("node", node)
            .bind("transaction", done.transaction())
            .bind("event", done.id())
            .bind("delivered", delivered)
            .bind("deliveredAt", standing.deliveredAt().map(WebhookStore::utc).orElse(null))
            .bind("failingSince", standing.failingSince().map(WebhookStore::utc).orElse(null))
            .bind("failures", failures)
            .bind("tryAt", standing.tryAt().map(WebhookStore::utc).orElse(null))
            .bind("problem", standing.problem().orElse(null))
            .execute()
        == 1;
  }

  static void fail(Transaction transaction, long webhook, String reason, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook set state = 'FAILED', state_reason = :reason, updated_at = :now, version = version + 1
            where id = :webhook and state = 'ACTIVE'
            """)
        .bind("webhook", webhook)
        .bind("reason", reason)
        .bind("now", WebhookStore.utc(now))
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        WebhookStore.read(row),
        row.getBytes("secrets"),
        new Position(row.getLong("transaction_id"), row.getLong("event_id")),
        row.getInt("failures"),
        WebhookStore.optional(row, "next_letter"));
  }
}
