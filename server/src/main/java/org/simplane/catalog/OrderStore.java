// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import tools.jackson.databind.json.JsonMapper;

/** Orders and their lines. */
final class OrderStore {

  private OrderStore() {}

  static long insert(Transaction transaction, NewOrder order, Caller caller) {
    Handle handle = transaction.handle();
    long id =
        handle
            .createQuery(
                """
                insert into sales_order (organisation_id, seller_id, type, state, automatic, customer_reference, payment_method,
                  currency, net_amount, gross_amount, shipping_address, billing_address, sims, ordered_by, ordered_by_kind,
                  ordered_by_id, correlation, ordered_at)
                values (:organisation, :seller, :type, 'IN_PREPARATION', :automatic, :reference, :payment, :currency, :net, :gross,
                  cast(:shipping as jsonb), cast(:billing as jsonb), :sims, :by, :kind, :by_id, :correlation, :now)
                returning id
                """)
            .bind("organisation", order.organisation())
            .bind("seller", order.seller())
            .bind("type", order.type().name())
            .bind("automatic", order.automatic())
            .bind("reference", order.customerReference().orElse(null))
            .bind("payment", order.paymentMethod().orElse(null))
            .bind("currency", order.total().currency())
            .bind("net", order.total().net())
            .bind("gross", order.total().gross())
            .bind("shipping", written(order.shipping()))
            .bind("billing", written(order.billing()))
            .bind("sims", order.sims())
            .bind("by", caller.name())
            .bind("kind", caller.kind().name())
            .bind("by_id", caller.id())
            .bind("correlation", caller.correlation())
            .bind("now", order.at().atOffset(ZoneOffset.UTC))
            .mapTo(Long.class)
            .one();
    PreparedBatch lines =
        handle.prepareBatch(
            """
            insert into order_line (order_id, position, product_id, name, quantity, net_amount, gross_amount, data_bytes,
              messages, life_months)
            values (:order, :position, :product, :name, :quantity, :net, :gross, :data, :messages, :life)
            """);
    for (int i = 0; i < order.lines().size(); i++) {
      Order.Line line = order.lines().get(i);
      lines
          .bind("order", id)
          .bind("position", i)
          .bind("product", line.product())
          .bind("name", line.name())
          .bind("quantity", line.quantity())
          .bind("net", line.total().net())
          .bind("gross", line.total().gross())
          .bind("data", line.grant().dataBytes())
          .bind("messages", line.grant().messages())
          .bind("life", line.grant().lifeMonths())
          .add();
    }
    lines.execute();
    return id;
  }

  static Optional<Order> find(Scope scope, Handle handle, long id) {
    return orders(
            handle,
            handle
                .createQuery(
                    "select * from sales_order where id = :id and organisation_id = any(:scope)")
                .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
                .bind("id", id)
                .map((row, _) -> row(row))
                .list())
        .stream()
        .findFirst();
  }

  static Optional<Order> lock(Scope scope, Transaction transaction, long id) {
    return orders(
            transaction.handle(),
            transaction
                .handle()
                .createQuery(
                    "select * from sales_order where id = :id and organisation_id = any(:scope) for update")
                .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
                .bind("id", id)
                .map((row, _) -> row(row))
                .list())
        .stream()
        .findFirst();
  }

  /** Newest first. */
  static List<Order> before(Scope scope, Handle handle, long before, int limit) {
    return orders(
        handle,
        handle
            .createQuery(
                """
                select o.* from unnest(:scope) as t(id)
                cross join lateral (
                  select * from sales_order where organisation_id = t.id and id < :before order by id desc limit :limit) o
                order by o.id desc limit :limit
                """)
            .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
            .bind("before", before)
            .bind("limit", limit)
            .map((row, _) -> row(row))
            .list());
  }

  static List<Order> page(Scope scope, Handle handle, OrderQuery query) {
    String by =
        switch (query.sort()) {
          case NUMBER -> "";
          case STATE -> "state" + (query.descending() ? " desc, " : ", ");
          case DATE -> "ordered_at" + (query.descending() ? " desc, " : ", ");
        };
    return orders(
        handle,
        handle
            .createQuery(
                "select * from sales_order where organisation_id = any(:scope) order by "
                    + by
                    + "id "
                    + (query.descending() ? "desc" : "asc")
                    + " limit :limit offset :offset")
            .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
            .bind("limit", query.pageSize())
            .bind("offset", (query.page() - 1L) * query.pageSize())
            .map((row, _) -> row(row))
            .list());
  }

  static long count(Scope scope, Handle handle) {
    return handle
        .createQuery("select count(*) from sales_order where organisation_id = any(:scope)")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .mapTo(Long.class)
        .one();
  }

  /** Whether the scope's organisation has ordered SIMs before. */
  static boolean hasOrdered(Scope scope, Handle handle) {
    return handle
        .createQuery(
            "select exists (select 1 from sales_order where organisation_id = :organisation and state not in ('CANCELLED', 'FAILED')"
                + " and type in ('FIRST_ORDER', 'ADDITIONAL_ORDER'))")
        .bind("organisation", scope.organisation())
        .mapTo(Boolean.class)
        .one();
  }

  /** Where the scope's organisation had something sent to last. */
  static Optional<Address> lastAddress(Scope scope, Handle handle) {
    return handle
        .createQuery(
            "select shipping_address from sales_order where organisation_id = :organisation"
                + " and shipping_address is not null order by id desc limit 1")
        .bind("organisation", scope.organisation())
        .map((row, _) -> address(row.getString(1)))
        .findOne()
        .flatMap(found -> found);
  }

  /** Ends an order; a completed one gets the next invoice number where it has an amount. */
  static void finish(
      Transaction transaction,
      long id,
      Order.State state,
      @Nullable String reason,
      Price total,
      Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update sales_order set state = :state, reason = :reason, net_amount = :net, gross_amount = :gross,
              invoice_number = case when :state = 'COMPLETED' then nextval('invoice_number')::text end,
              finished_at = :now, due_at = null, version = version + 1
            where id = :id
            """)
        .bind("id", id)
        .bind("state", state.name())
        .bind("reason", reason)
        .bind("net", total.net())
        .bind("gross", total.gross())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void describe(
      Transaction transaction, long id, Optional<String> invoice, Optional<String> reference) {
    transaction
        .handle()
        .createUpdate(
            "update sales_order set invoice_number = coalesce(:invoice, invoice_number),"
                + " customer_reference = coalesce(:reference, customer_reference), version = version + 1 where id = :id")
        .bind("id", id)
        .bind("invoice", invoice.orElse(null))
        .bind("reference", reference.orElse(null))
        .execute();
  }

  private record Row(long id, Order order, String currency) {}

  private static List<Order> orders(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Order.Line>> lines = lines(handle, rows);
    Map<Long, Order.Elsewhere> elsewhere =
        OperatorOrderStore.of(handle, rows.stream().map(Row::id).toList());
    return rows.stream()
        .map(Row::order)
        .map(o ->
            new Order(
                o.id(),
                o.organisation(),
                o.seller(),
                o.type(),
                o.state(),
                o.reason(),
                o.automatic(),
                o.customerReference(),
                o.paymentMethod(),
                o.total(),
                o.invoiceNumber(),
                o.shipping(),
                o.billing(),
                o.sims(),
                o.job(),
                o.orderedBy(),
                o.orderedAt(),
                o.finishedAt(),
                lines.getOrDefault(o.id(), List.of()),
                Optional.ofNullable(elsewhere.get(o.id())),
                o.version()))
        .toList();
  }

  private static Map<Long, List<Order.Line>> lines(Handle handle, Collection<Row> rows) {
    Map<Long, String> currencies = new HashMap<>();
    rows.forEach(row -> currencies.put(row.id(), row.currency()));
    Map<Long, List<Order.Line>> lines = new HashMap<>();
    handle
        .createQuery(
            "select * from order_line where order_id = any(:ids) order by order_id, position")
        .bindBySqlType("ids", currencies.keySet().toArray(Long[]::new), Types.ARRAY)
        .map((row, _) -> {
          long order = row.getLong("order_id");
          lines
              .computeIfAbsent(order, _ -> new ArrayList<>())
              .add(
                  new Order.Line(
                      row.getLong("product_id"),
                      row.getString("name"),
                      row.getInt("quantity"),
                      new Price(
                          currencies.getOrDefault(order, "EUR"),
                          row.getLong("net_amount"),
                          row.getLong("gross_amount")),
                      new Grant(
                          row.getLong("data_bytes"),
                          row.getLong("messages"),
                          row.getInt("life_months"))));
          return order;
        })
        .list();
    return lines;
  }

  private static Row row(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    Long job = row.getObject("job_id", Long.class);
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    long id = row.getLong("id");
    return new Row(
        id,
        new Order(
            id,
            row.getLong("organisation_id"),
            row.getLong("seller_id"),
            Order.Type.valueOf(row.getString("type")),
            Order.State.valueOf(row.getString("state")),
            Optional.ofNullable(row.getString("reason")),
            row.getBoolean("automatic"),
            Optional.ofNullable(row.getString("customer_reference")),
            Optional.ofNullable(row.getString("payment_method")),
            new Price(currency, row.getLong("net_amount"), row.getLong("gross_amount")),
            Optional.ofNullable(row.getString("invoice_number")),
            address(row.getString("shipping_address")),
            address(row.getString("billing_address")),
            row.getInt("sims"),
            job == null ? OptionalLong.empty() : OptionalLong.of(job),
            row.getString("ordered_by"),
            row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(finished).map(OffsetDateTime::toInstant),
            List.of(),
            Optional.empty(),
            row.getLong("version")),
        currency);
  }

  private static Optional<Address> address(@Nullable String json) {
    return json == null
        ? Optional.empty()
        : Optional.of(JsonMapper.shared().readValue(json, Address.class));
  }

  private static @Nullable String written(Optional<Address> address) {
    return address.map(JsonMapper.shared()::writeValueAsString).orElse(null);
  }
}
