// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.simplane.catalog.OrderSimStore.utc;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.operator.Iccid;

/** Orders of SIMs at operators, and when operators' products are read; of all tenants. */
final class OperatorOrderStore {

  /** An order in the hands of this node until its lease ends. */
  record Claimed(
      long order,
      long organisation,
      long seller,
      long account,
      Order.Placing placing,
      Optional<String> number,
      Optional<Instant> sentAt,
      int checks,
      Instant orderedAt) {}

  private OperatorOrderStore() {}

  static Map<Long, Order.Elsewhere> of(Handle handle, Collection<Long> orders) {
    Map<Long, Order.Elsewhere> found = new HashMap<>();
    handle
        .createQuery("select * from operator_order where order_id = any(:ids)")
        .bindBySqlType("ids", orders.toArray(Long[]::new), Types.ARRAY)
        .map((row, _) ->
            Map.entry(
                row.getLong("order_id"),
                new Order.Elsewhere(
                    row.getLong("account_id"),
                    Order.Placing.valueOf(row.getString("state")),
                    Optional.ofNullable(row.getString("number")),
                    Optional.ofNullable(row.getString("word")),
                    Optional.ofNullable(row.getString("error")))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  static void insert(Transaction transaction, long order, long account, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "insert into operator_order (order_id, account_id, state, due_at) values (:order, :account, 'OPEN', :now)")
        .bind("order", order)
        .bind("account", account)
        .bind("now", utc(now))
        .execute();
  }

  static Optional<Claimed> claim(
      Transaction transaction, String node, Instant now, Duration lease) {
    return transaction
        .handle()
        .createQuery(
            """
            update operator_order e set due_at = :until, leased_by = :node from (
              select order_id from operator_order where due_at <= :now order by due_at limit 1 for update skip locked) due
            join sales_order o on o.id = due.order_id
            where e.order_id = due.order_id
            returning e.*, o.organisation_id, o.seller_id, o.ordered_at
            """)
        .bind("node", node)
        .bind("now", utc(now))
        .bind("until", utc(now.plus(lease)))
        .map((row, _) ->
            new Claimed(
                row.getLong("order_id"),
                row.getLong("organisation_id"),
                row.getLong("seller_id"),
                row.getLong("account_id"),
                Order.Placing.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("number")),
                OrderSimStore.instant(row.getObject("sent_at", OffsetDateTime.class)),
                row.getInt("checks"),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant()))
        .findOne();
  }

  /** What the node held when it ended is due. */
  static void letGo(Transaction transaction, String node, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update operator_order set due_at = :now, leased_by = null where leased_by = :node and due_at is not null")
        .bind("node", node)
        .bind("now", utc(now))
        .execute();
  }

  /** From here on it counts as sent; false when it was called off. */
  static boolean send(Transaction transaction, long order, Instant now) {
    return transaction
            .handle()
            .createUpdate(
                "update operator_order set state = 'SENT', sent_at = :now, checks = 0, error = null"
                    + " where order_id = :order and state = 'OPEN'")
            .bind("order", order)
            .bind("now", utc(now))
            .execute()
        == 1;
  }

  /** False when it is too late: it was sent. */
  static boolean callOff(Transaction transaction, long order) {
    return transaction
            .handle()
            .createUpdate(
                "update operator_order set state = 'ENDED', due_at = null, leased_by = null"
                    + " where order_id = :order and state = 'OPEN'")
            .bind("order", order)
            .execute()
        == 1;
  }

  /** It goes on then. What a slower call has found out meanwhile stays. */
  static void later(
      Transaction transaction,
      Claimed claimed,
      Order.Placing placing,
      int checks,
      @Nullable String error,
      Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set state = :state, checks = :checks, error = :error, due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED' and (state <> 'PLACED' or number is null)
            """)
        .bind("order", claimed.order())
        .bind("state", placing.name())
        .bind("checks", checks)
        .bind("error", error)
        .bind("at", utc(at))
        .execute();
  }

  /** The operator has it. */
  static void placed(
      Transaction transaction,
      long order,
      @Nullable String number,
      @Nullable String word,
      @Nullable String error,
      Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set state = 'PLACED', number = coalesce(:number, number), word = coalesce(:word, word),
              error = :error, due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED'
            """)
        .bind("order", order)
        .bind("number", number)
        .bind("word", word)
        .bind("error", error)
        .bind("at", utc(at))
        .execute();
  }

  /** False when another node has ended it. */
  static boolean end(Transaction transaction, long order, @Nullable String word) {
    return transaction
            .handle()
            .createUpdate(
                """
                update operator_order set state = 'ENDED', word = coalesce(:word, word), error = null, due_at = null,
                  leased_by = null
                where order_id = :order and state <> 'ENDED'
                """)
            .bind("order", order)
            .bind("word", word)
            .execute()
        == 1;
  }

  /** Which of an operator's orders are known to be ours already. */
  static List<String> known(Handle handle, long account, List<String> numbers) {
    return handle
        .createQuery(
            "select number from operator_order where account_id = :account and number = any(:numbers)")
        .bind("account", account)
        .bindBySqlType("numbers", numbers.toArray(String[]::new), Types.ARRAY)
        .mapTo(String.class)
        .list();
  }

  /** The products of an order and how many of each, by the operator's ids. */
  static Map<String, Integer> quantities(Handle handle, long order) {
    Map<String, Integer> quantities = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            select p.operator_product, l.quantity from order_line l join product p on p.id = l.product_id
            where l.order_id = :order order by l.position
            """)
        .bind("order", order)
        .map((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(entry -> quantities.merge(entry.getKey(), entry.getValue(), Integer::sum));
    return quantities;
  }

  /** The account's SIMs with these ICCIDs that are in the inventory. */
  static List<Long> sims(Handle handle, long account, List<String> iccids) {
    return handle
        .createQuery(
            "select id from subscription where account_id = :account and iccid_core = any(:cores) order by id")
        .bind("account", account)
        .bindBySqlType(
            "cores",
            iccids.stream().flatMap(text -> core(text).stream()).toArray(String[]::new),
            Types.ARRAY)
        .mapTo(Long.class)
        .list();
  }

  /** Empty for what is no ICCID. */
  private static Optional<String> core(String text) {
    try {
      return Optional.of(Iccid.of(text).core());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Takes up an account whose operator's products are to be read. */
  static Optional<Long> claimCatalogue(Transaction transaction, Instant now, Duration lease) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            """
            insert into operator_catalogue (account_id, due_at)
            select a.id, :now from operator_account a
            where a.platform <> 'own' and not exists (select 1 from operator_catalogue c where c.account_id = a.id)
            on conflict do nothing
            """)
        .bind("now", utc(now))
        .execute();
    return handle
        .createQuery(
            """
            update operator_catalogue c set due_at = :until from (
              select c.account_id from operator_catalogue c join operator_account a on a.id = c.account_id
              where c.due_at <= :now and a.state = 'ACTIVE' order by c.due_at limit 1 for update of c skip locked) due
            where c.account_id = due.account_id returning c.account_id
            """)
        .bind("now", utc(now))
        .bind("until", utc(now.plus(lease)))
        .mapTo(Long.class)
        .findOne();
  }

  /** Whose account it is; one reader at a time from here to the transaction's end. */
  static long lockCatalogue(Transaction transaction, long account, Instant now) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            "insert into operator_catalogue (account_id, due_at) values (:account, :now) on conflict do nothing")
        .bind("account", account)
        .bind("now", utc(now))
        .execute();
    return handle
        .createQuery(
            """
            select a.organisation_id from operator_catalogue c join operator_account a on a.id = c.account_id
            where c.account_id = :account for update of c
            """)
        .bind("account", account)
        .mapTo(Long.class)
        .one();
  }

  static void catalogueRead(Transaction transaction, long account, Instant now, Instant next) {
    transaction
        .handle()
        .createUpdate(
            "update operator_catalogue set read_at = :now, error = null, due_at = :next where account_id = :account")
        .bind("account", account)
        .bind("now", utc(now))
        .bind("next", utc(next))
        .execute();
  }

  static void catalogueNotRead(Transaction transaction, long account, String error, Instant next) {
    transaction
        .handle()
        .createUpdate(
            "update operator_catalogue set error = :error, due_at = :next where account_id = :account")
        .bind("account", account)
        .bind("error", error)
        .bind("next", utc(next))
        .execute();
  }
}
