// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** The SIMs of orders, and which of them are still to be worked on. */
final class OrderSimStore {

  /** A SIM that may be ordered for. */
  record Candidate(
      long id,
      long organisation,
      long account,
      boolean own,
      String name,
      Optional<Instant> endsAt) {}

  private OrderSimStore() {}

  /** Those of the ids that are seen, in the order of ids. */
  static List<Candidate> candidates(Scope scope, Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            select id, organisation_id, account_id, own_network, coalesce(iccid, terminal_serial), ends_at
            from subscription where id = any(:ids) and organisation_id = any(:scope) order by id
            """)
        .bindBySqlType("ids", ids.toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> candidate(row))
        .list();
  }

  /** Those of the ids that are still with one of the organisations, locked, in the order of ids. */
  static List<Candidate> heldBy(
      Transaction transaction, Collection<Long> organisations, Collection<Long> ids) {
    return transaction
        .handle()
        .createQuery(
            """
            select id, organisation_id, account_id, own_network, coalesce(iccid, terminal_serial), ends_at
            from subscription where id = any(:ids) and organisation_id = any(:organisations) order by id for update
            """)
        .bindBySqlType("ids", ids.toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType("organisations", organisations.toArray(Long[]::new), Types.ARRAY)
        .map((row, _) -> candidate(row))
        .list();
  }

  /**
   * SIMs of the own network that an organisation itself holds and that are in nobody's use, locked
   * for this transaction alone; as many as there are.
   */
  static List<Candidate> stock(Transaction transaction, long organisation, int limit) {
    return transaction
        .handle()
        .createQuery(
            """
            select id, organisation_id, account_id, own_network, iccid, ends_at from subscription
            where organisation_id = :organisation and own_network and kind = 'SIM'
              and status not in ('TERMINATED', 'DELETED', 'PENDING_TERMINATE')
            order by id limit :limit for update skip locked
            """)
        .bind("organisation", organisation)
        .bind("limit", limit)
        .map((row, _) -> candidate(row))
        .list();
  }

  static void insert(
      Transaction transaction, long order, Collection<Candidate> sims, Order.SimState state) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into order_sim (order_id, position, subscription_id, account_id, iccid, state)
            select :order, s.position, s.id, s.account, s.iccid, :state
            from unnest(:ids, :accounts, :iccids) with ordinality s (id, account, iccid, position)
            """)
        .bind("order", order)
        .bind("state", state.name())
        .bindBySqlType("ids", sims.stream().map(Candidate::id).toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "accounts", sims.stream().map(Candidate::account).toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "iccids", sims.stream().map(Candidate::name).toArray(String[]::new), Types.ARRAY)
        .execute();
  }

  /** Those behind a position. The order is one that the caller may see. */
  static List<Order.Sim> of(Scope scope, Handle handle, long order, int after, int limit) {
    return handle
        .createQuery(
            """
            select s.* from order_sim s join sales_order o on o.id = s.order_id
            where s.order_id = :order and s.position > :after and o.organisation_id = any(:scope)
            order by s.position limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("order", order)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) ->
            new Order.Sim(
                row.getInt("position"),
                row.getLong("subscription_id"),
                row.getString("iccid"),
                Order.SimState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("error")),
                Optional.ofNullable(row.getString("operator_order"))))
        .list();
  }

  /** SIMs of the own network that are still to be done, in the order of their ids. */
  static List<Long> openOwn(Transaction transaction, long order, int limit) {
    return transaction
        .handle()
        .createQuery(
            """
            select s.subscription_id from order_sim s join operator_account a on a.id = s.account_id
            where s.order_id = :order and s.state = 'OPEN' and a.platform = 'own'
            order by s.subscription_id limit :limit
            """)
        .bind("order", order)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** Says what became of SIMs: done where nothing hindered. */
  static void settle(
      Transaction transaction, long order, Collection<Long> sims, Map<Long, String> hindered) {
    transaction
        .handle()
        .createUpdate(
            """
            update order_sim s set state = case when h.error is null then 'DONE' else 'FAILED' end, error = h.error
            from unnest(:ids, :errors) h (id, error)
            where s.order_id = :order and s.subscription_id = h.id and s.state in ('OPEN', 'SENT', 'DOUBTFUL')
            """)
        .bind("order", order)
        .bindBySqlType("ids", sims.toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "errors", sims.stream().map(hindered::get).toArray(String[]::new), Types.ARRAY)
        .execute();
  }

  static int callOff(Transaction transaction, long order) {
    return transaction
        .handle()
        .createUpdate(
            "update order_sim set state = 'CANCELLED' where order_id = :order and state = 'OPEN'")
        .bind("order", order)
        .execute();
  }

  /** How many are in each state. */
  static Map<Order.SimState, Integer> states(Handle handle, long order) {
    return handle
        .createQuery("select state, count(*) from order_sim where order_id = :order group by state")
        .bind("order", order)
        .map((row, _) -> Map.entry(Order.SimState.valueOf(row.getString(1)), row.getInt(2)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** What hindered the first ones that failed. */
  static Map<String, String> errors(Handle handle, long order, int limit) {
    return handle
        .createQuery(
            "select iccid, error from order_sim where order_id = :order and state = 'FAILED' order by position limit :limit")
        .bind("order", order)
        .bind("limit", limit)
        .map((row, _) -> Map.entry(row.getString(1), String.valueOf(row.getString(2))))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getBoolean(4),
        row.getString(5),
        instant(row.getObject(6, OffsetDateTime.class)));
  }

  static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
