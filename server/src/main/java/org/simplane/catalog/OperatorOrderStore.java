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
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.operator.Iccid;

/** Orders of SIMs at operators; of all tenants. */
final class OperatorOrderStore {

  /**
   * An order in the hands of this node until its lease ends.
   *
   * @param sentAt when it was last sent
   * @param completedAt when the operator was first seen to have completed it
   * @param missingSince since when the operator has not shown it
   * @param checks how often it was looked for in vain
   */
  record Claimed(
      long order,
      long organisation,
      long seller,
      long account,
      Order.Placing placing,
      Optional<String> number,
      Optional<Instant> sentAt,
      Optional<Instant> firstSentAt,
      Optional<Instant> completedAt,
      Optional<Instant> missingSince,
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

  /**
   * @param busy accounts that nothing is to be done for now
   */
  static Optional<Claimed> claim(
      Transaction transaction, String node, Collection<Long> busy, Instant now, Duration lease) {
    return transaction
        .handle()
        .createQuery(
            """
            update operator_order e set due_at = :until, leased_by = :node from (
              select order_id from operator_order where due_at <= :now and account_id <> all(:busy)
              order by due_at limit 1 for update skip locked) due
            join sales_order o on o.id = due.order_id
            where e.order_id = due.order_id
            returning e.*, o.organisation_id, o.seller_id, o.ordered_at
            """)
        .bind("node", node)
        .bindBySqlType("busy", busy.toArray(Long[]::new), Types.ARRAY)
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
                OrderSimStore.instant(row.getObject("first_sent_at", OffsetDateTime.class)),
                OrderSimStore.instant(row.getObject("completed_at", OffsetDateTime.class)),
                OrderSimStore.instant(row.getObject("missing_since", OffsetDateTime.class)),
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
                """
                update operator_order set state = 'SENT', sent_at = :now, first_sent_at = coalesce(first_sent_at, :now),
                  checks = 0, error = null
                where order_id = :order and state = 'OPEN'
                """)
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

  /** Its seller sees to it from now on; false where it was not sent, or is being sent. */
  static boolean takeBack(Transaction transaction, long order) {
    return transaction
            .handle()
            .createUpdate(
                "update operator_order set state = 'ENDED', due_at = null, leased_by = null"
                    + " where order_id = :order and state in ('DOUBTFUL', 'PLACED')")
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

  /** The operator has it, under that number once it is told. */
  static void placed(Transaction transaction, long order, Optional<String> number, Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set state = 'PLACED', number = coalesce(:number, number), checks = 0, error = null,
              due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED'
            """)
        .bind("order", order)
        .bind("number", number.orElse(null))
        .bind("at", utc(at))
        .execute();
  }

  /** It is asked for again then. */
  static void again(Transaction transaction, long order, @Nullable String error, Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set error = :error, due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED'
            """)
        .bind("order", order)
        .bind("error", error)
        .bind("at", utc(at))
        .execute();
  }

  /**
   * The operator shows it.
   *
   * @param completed since when it is; empty: it is not
   * @param error what is waited for nevertheless
   */
  static void shown(
      Transaction transaction,
      long order,
      String word,
      Optional<Instant> completed,
      @Nullable String error,
      Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set word = :word, completed_at = :completed, missing_since = null, checks = 0,
              error = :error, due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED'
            """)
        .bind("order", order)
        .bind("word", word)
        .bindBySqlType(
            "completed",
            completed.map(OrderSimStore::utc).orElse(null),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .bind("error", error)
        .bind("at", utc(at))
        .execute();
  }

  /** The operator, which has given it a number, does not show it. */
  static void notShown(Transaction transaction, long order, String error, Instant now, Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_order set missing_since = coalesce(missing_since, :now), checks = checks + 1, error = :error,
              due_at = :at, leased_by = null
            where order_id = :order and state <> 'ENDED'
            """)
        .bind("order", order)
        .bind("error", error)
        .bind("now", utc(now))
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
  static List<Long> sims(Handle handle, long account, Collection<String> cores) {
    return handle
        .createQuery(
            "select id from subscription where account_id = :account and iccid_core = any(:cores) order by id")
        .bind("account", account)
        .bindBySqlType("cores", cores.toArray(String[]::new), Types.ARRAY)
        .mapTo(Long.class)
        .list();
  }

  /** Each once, with or without its check digit; what is no ICCID is left out. */
  static Set<String> cores(List<String> iccids) {
    return iccids.stream().flatMap(text -> core(text).stream()).collect(Collectors.toSet());
  }

  /** Empty for what is no ICCID. */
  private static Optional<String> core(String text) {
    try {
      return Optional.of(Iccid.of(text).core());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
