// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.job.JobState;
import tools.jackson.databind.node.ObjectNode;

/** Orders, each read together with its job. */
final class OrderStore {

  private static final int AT_ONCE = 10_000;

  private static final String FROM =
      """
      from tmf_order o join job j on j.id = o.job_id
      """;

  private static final String SELECT =
      """
      select o.id, o.job_id, o.external_id, o.header, o.items, o.created_at, j.state, j.done, j.failed, j.cancelled,
             j.finished_at, c.created_at as cancelled_at, c.reason
      """
          + FROM
          + """
          left join lateral (
            select created_at, reason from tmf_order_cancellation
            where order_id = o.id and state = 'done' order by created_at desc limit 1) c on true
          """;

  /** As {@link Order#state}. */
  private static final String STATE =
      """
      case when j.state = 'QUEUED' then 'ACKNOWLEDGED'
           when j.state = 'RUNNING' then 'IN_PROGRESS'
           when j.failed = 0 and j.cancelled = 0 then 'COMPLETED'
           when j.done = 0 and j.failed = 0 then 'CANCELLED'
           when j.done = 0 and j.cancelled = 0 then 'FAILED'
           else 'PARTIAL' end
      """;

  /** What lists are narrowed by; an empty set: by nothing. */
  record Wanted(Set<String> ids, Set<String> externalIds, Set<Order.State> states) {}

  private static final String WANTED =
      """
      where o.organisation_id = any(:scope)
        and (cardinality(:ids::text[]) = 0 or o.id = any(:ids))
        and (cardinality(:external::text[]) = 0 or o.external_id = any(:external))
        and (cardinality(:states::text[]) = 0 or
      """
          + STATE
          + " = any(:states)) ";

  private OrderStore() {}

  static void add(
      Transaction transaction, Order order, long organisation, long account, byte[] contentHash) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into tmf_order
              (id, organisation_id, job_id, account_id, external_id, content_hash, header, items, created_at)
            values (:id, :organisation, :job, :account, :external, :hash, :header::jsonb, :items, :at)
            """)
        .bind("id", order.id())
        .bind("organisation", organisation)
        .bind("job", order.job())
        .bind("account", account)
        .bind("external", order.externalId().orElse(null))
        .bind("hash", contentHash)
        .bind("header", order.header().toString())
        .bind("items", order.items())
        .bind("at", order.createdAt())
        .execute();
  }

  static void addItems(Transaction transaction, String order, List<OrderItem> items) {
    for (int from = 0; from < items.size(); from += AT_ONCE) {
      List<OrderItem> some = items.subList(from, Math.min(items.size(), from + AT_ONCE));
      transaction
          .handle()
          .createUpdate(
              """
              insert into tmf_order_item (order_id, position, item, product, action, job_items, content)
              select :order, :from + row.number - 1, row.item, row.product, row.action, row.job_items,
                     row.content::jsonb
              from unnest(:items::text[], :products::text[], :actions::text[], :counts::integer[], :contents::text[])
                with ordinality as row(item, product, action, job_items, content, number)
              """)
          .bind("order", order)
          .bind("from", from)
          .bind("items", texts(some, OrderItem::id))
          .bind("products", texts(some, OrderItem::product))
          .bind("actions", texts(some, item -> item.action().word()))
          .bind("counts", some.stream().map(item -> item.wishes().size()).toArray(Integer[]::new))
          .bind("contents", texts(some, item -> item.content().toString()))
          .execute();
    }
  }

  private static String[] texts(List<OrderItem> items, Function<OrderItem, String> text) {
    return items.stream().map(text).toArray(String[]::new);
  }

  static Optional<Order> find(Scope scope, Handle handle, String id) {
    return handle
        .createQuery(SELECT + "where o.id = :id and o.organisation_id = any(:scope)")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> order(row))
        .findOne();
  }

  static Optional<Order> ofJob(Scope scope, Handle handle, long job) {
    return handle
        .createQuery(SELECT + "where o.job_id = :job and o.organisation_id = any(:scope)")
        .bind("job", job)
        .bind("scope", scope.toArray())
        .map((row, _) -> order(row))
        .findFirst();
  }

  /** The order that an organisation has placed under an id of its own, and what was sent then. */
  record Placed(String id, String contentHash) {}

  static Optional<Placed> placed(Handle handle, long organisation, String externalId) {
    return handle
        .createQuery(
            "select id, content_hash from tmf_order where organisation_id = :organisation and external_id = :external")
        .bind("organisation", organisation)
        .bind("external", externalId)
        .map((row, _) -> new Placed(row.getString(1), HexFormat.of().formatHex(row.getBytes(2))))
        .findOne();
  }

  static List<Order> page(Scope scope, Handle handle, Wanted wanted, long offset, int limit) {
    return handle
        .createQuery(
            SELECT + WANTED + "order by o.created_at desc, o.id limit :limit offset :offset")
        .bind("scope", scope.toArray())
        .bind("ids", wanted.ids().toArray(String[]::new))
        .bind("external", wanted.externalIds().toArray(String[]::new))
        .bind("states", names(wanted))
        .bind("limit", limit)
        .bind("offset", offset)
        .map((row, _) -> order(row))
        .list();
  }

  static long count(Scope scope, Handle handle, Wanted wanted) {
    return handle
        .createQuery("select count(*) " + FROM + WANTED)
        .bind("scope", scope.toArray())
        .bind("ids", wanted.ids().toArray(String[]::new))
        .bind("external", wanted.externalIds().toArray(String[]::new))
        .bind("states", names(wanted))
        .mapTo(Long.class)
        .one();
  }

  private static String[] names(Wanted wanted) {
    return wanted.states().stream().map(Order.State::name).toArray(String[]::new);
  }

  /** In order, from a position on. */
  static List<KeptItem> items(Scope scope, Handle handle, String order, int from, int limit) {
    return handle
        .createQuery(
            """
            select i.position, i.item, i.product, i.action, i.job_items, i.content
            from tmf_order_item i join tmf_order o on o.id = i.order_id
            where i.order_id = :order and o.organisation_id = any(:scope) and i.position >= :from
            order by i.position limit :limit
            """)
        .bind("order", order)
        .bind("scope", scope.toArray())
        .bind("from", from)
        .bind("limit", limit)
        .map((row, _) ->
            new KeptItem(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                json(row.getString(6))))
        .list();
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getString("id"),
        row.getLong("job_id"),
        Optional.ofNullable(row.getString("external_id")),
        json(row.getString("header")),
        row.getInt("items"),
        row.getTimestamp("created_at").toInstant(),
        JobState.valueOf(row.getString("state")),
        row.getInt("done"),
        row.getInt("failed"),
        row.getInt("cancelled"),
        instant(row.getTimestamp("finished_at")),
        instant(row.getTimestamp("cancelled_at")),
        Optional.ofNullable(row.getString("reason")));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) TmfJson.MAPPER.readTree(text);
  }

  static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
