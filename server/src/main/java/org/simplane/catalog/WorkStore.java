// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.operator.SubscriptionRef;

/**
 * Work on the SIMs of large orders, of all tenants: who is at it, and what was sent to operators.
 */
final class WorkStore {

  /** An order in the hands of this node until its lease ends. */
  record Claimed(
      long order,
      long organisation,
      long job,
      Caller.Kind kind,
      long by,
      String name,
      String correlation) {}

  /** SIMs that are, or may have been, ordered for in one call to their operator. */
  record Batch(
      long account,
      int number,
      List<Long> subscriptions,
      List<SubscriptionRef> refs,
      Instant sentAt,
      int checks) {}

  private WorkStore() {}

  static void begin(Transaction transaction, long order, long job, Instant now) {
    transaction
        .handle()
        .createUpdate("update sales_order set job_id = :job, due_at = :now where id = :order")
        .bind("order", order)
        .bind("job", job)
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  static Optional<Claimed> claim(
      Transaction transaction, String node, Instant now, Duration lease) {
    return transaction
        .handle()
        .createQuery(
            """
            update sales_order o set due_at = :until, leased_by = :node from (
              select id from sales_order where due_at <= :now order by due_at limit 1 for update skip locked) due
            where o.id = due.id
            returning o.id, o.organisation_id, o.job_id, o.ordered_by_kind, o.ordered_by_id, o.ordered_by, o.correlation
            """)
        .bind("node", node)
        .bind("now", OrderSimStore.utc(now))
        .bind("until", OrderSimStore.utc(now.plus(lease)))
        .map((row, _) ->
            new Claimed(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                Caller.Kind.valueOf(row.getString(4)),
                row.getLong(5),
                row.getString(6),
                row.getString(7)))
        .findOne();
  }

  /** What the node held when it ended is due. */
  static void letGo(Transaction transaction, String node, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update sales_order set due_at = :now, leased_by = null where leased_by = :node and due_at is not null")
        .bind("node", node)
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  /** The order stays in this node's hands until then. */
  static void renew(Transaction transaction, long order, Instant until) {
    transaction
        .handle()
        .createUpdate(
            "update sales_order set due_at = :until where id = :order and due_at is not null")
        .bind("order", order)
        .bind("until", OrderSimStore.utc(until))
        .execute();
  }

  /** Takes the order up again then. */
  static void later(Transaction transaction, long order, Instant at) {
    transaction
        .handle()
        .createUpdate(
            "update sales_order set due_at = :at, leased_by = null where id = :order and due_at is not null")
        .bind("order", order)
        .bind("at", OrderSimStore.utc(at))
        .execute();
  }

  /** What a node that died had sent: nobody knows whether it was heard. */
  static void doubt(Transaction transaction, long order) {
    transaction
        .handle()
        .createUpdate(
            "update order_sim set state = 'DOUBTFUL' where order_id = :order and state = 'SENT'")
        .bind("order", order)
        .execute();
  }

  /** The account of the first SIM that is to be ordered for at an operator. */
  static Optional<Long> nextAccount(Handle handle, long order) {
    return handle
        .createQuery(
            """
            select s.account_id from order_sim s join operator_account a on a.id = s.account_id
            where s.order_id = :order and s.state = 'OPEN' and a.platform <> 'own' order by s.position limit 1
            """)
        .bind("order", order)
        .mapTo(Long.class)
        .findOne();
  }

  /** Takes SIMs up: from here on they count as sent. */
  static Batch send(Transaction transaction, long order, long account, int most, Instant now) {
    Handle handle = transaction.handle();
    int number =
        handle
            .createQuery(
                "select coalesce(max(batch), 0) + 1 from order_sim where order_id = :order")
            .bind("order", order)
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate(
            """
            update order_sim s set state = 'SENT', batch = :batch, sent_at = :now, checks = 0 from (
              select order_id, position from order_sim
              where order_id = :order and state = 'OPEN' and account_id = :account order by position limit :most) d
            where s.order_id = d.order_id and s.position = d.position
            """)
        .bind("order", order)
        .bind("account", account)
        .bind("batch", number)
        .bind("most", most)
        .bind("now", OrderSimStore.utc(now))
        .execute();
    return batch(handle, order, number);
  }

  static OptionalInt doubtful(Handle handle, long order) {
    return handle
        .createQuery(
            "select batch from order_sim where order_id = :order and state = 'DOUBTFUL' order by checks, batch limit 1")
        .bind("order", order)
        .mapTo(Integer.class)
        .findOne()
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  static Batch batch(Handle handle, long order, int number) {
    List<Long> ids = new ArrayList<>();
    List<SubscriptionRef> refs = new ArrayList<>();
    long[] account = new long[1];
    int[] checks = new int[1];
    Instant[] sent = {Instant.EPOCH};
    handle
        .createQuery(
            """
            select o.subscription_id, o.account_id, o.checks, o.sent_at, s.operator_key, o.iccid
            from order_sim o join subscription s on s.id = o.subscription_id
            where o.order_id = :order and o.batch = :batch and o.state in ('SENT', 'DOUBTFUL') order by o.position
            """)
        .bind("order", order)
        .bind("batch", number)
        .map((row, _) -> {
          ids.add(row.getLong(1));
          account[0] = row.getLong(2);
          checks[0] = row.getInt(3);
          sent[0] = row.getObject(4, OffsetDateTime.class).toInstant();
          refs.add(new SubscriptionRef(row.getString(5), row.getString(6)));
          return number;
        })
        .list();
    return new Batch(account[0], number, ids, refs, sent[0], checks[0]);
  }

  static void ordered(Transaction transaction, long order, int batch, String number) {
    set(transaction, order, batch, "state = 'DONE', operator_order = :text", number);
  }

  static void failed(Transaction transaction, long order, int batch, String why) {
    set(transaction, order, batch, "state = 'FAILED', error = :text", why);
  }

  static void notSent(Transaction transaction, long order, int batch, String why) {
    set(transaction, order, batch, "state = 'OPEN', batch = null, error = :text", why);
  }

  static void doubtful(Transaction transaction, long order, int batch, String why) {
    set(transaction, order, batch, "state = 'DOUBTFUL', error = :text, checks = checks + 1", why);
  }

  private static void set(
      Transaction transaction, long order, int batch, String what, String text) {
    transaction
        .handle()
        .createUpdate(
            "update order_sim set "
                + what
                + " where order_id = :order and batch = :batch and state in ('SENT', 'DOUBTFUL')")
        .bind("order", order)
        .bind("batch", batch)
        .bind("text", text)
        .execute();
  }

  /** Which of an operator's orders are known to be ours already. */
  static List<String> known(Handle handle, long account, List<String> numbers) {
    return handle
        .createQuery(
            "select distinct operator_order from order_sim where account_id = :account and operator_order = any(:numbers)")
        .bind("account", account)
        .bindBySqlType("numbers", numbers.toArray(String[]::new), Types.ARRAY)
        .mapTo(String.class)
        .list();
  }

  /** Active SIMs of the own network whose end has come and that nothing is asked of. */
  static Map<Long, List<Long>> ended(Transaction transaction, Instant now, int limit) {
    Map<Long, List<Long>> ended = new HashMap<>();
    transaction
        .handle()
        .createQuery(
            """
            select id, organisation_id from subscription
            where ends_at <= :now and own_network and status = 'ACTIVE' and intended_status is null
            order by ends_at, id limit :limit for no key update skip locked
            """)
        .bind("now", OrderSimStore.utc(now))
        .bind("limit", limit)
        .map((row, _) ->
            ended.computeIfAbsent(row.getLong(2), _ -> new ArrayList<>()).add(row.getLong(1)))
        .list();
    return ended;
  }
}
