// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;

/** SIMs that are topped up by themselves. */
final class AutoTopUpStore {

  /** A SIM whose turn it is. */
  record Due(
      long subscription,
      long organisation,
      long account,
      Optional<Long> product,
      Optional<String> paymentMethod,
      String askedBy,
      boolean low) {}

  private AutoTopUpStore() {}

  static void enable(
      Transaction transaction,
      long organisation,
      Collection<Long> subscriptions,
      OptionalLong product,
      Optional<String> paymentMethod,
      String by,
      Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into auto_top_up (subscription_id, organisation_id, product_id, payment_method, asked_by, since, checked_for)
            select id, :organisation, :product, :payment, :by, :now, :now from unnest(:ids) as s(id) order by id
            on conflict (subscription_id) do update set organisation_id = excluded.organisation_id,
              product_id = excluded.product_id, payment_method = excluded.payment_method, asked_by = excluded.asked_by
            """)
        .bind("organisation", organisation)
        .bindBySqlType("product", product.isPresent() ? product.getAsLong() : null, Types.BIGINT)
        .bind("payment", paymentMethod.orElse(null))
        .bind("by", by)
        .bind("now", OrderSimStore.utc(now))
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  static void disable(Transaction transaction, Collection<Long> subscriptions) {
    transaction
        .handle()
        .createUpdate("delete from auto_top_up where subscription_id = any(:ids)")
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  static List<AutoTopUp> page(Scope scope, Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            select a.subscription_id, coalesce(s.iccid, s.terminal_serial), a.product_id, a.payment_method, a.since
            from auto_top_up a join subscription s on s.id = a.subscription_id
            where a.organisation_id = any(:scope) and s.organisation_id = any(:scope) and a.subscription_id > :after
            order by a.subscription_id limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> {
          Long product = row.getObject(3, Long.class);
          return new AutoTopUp(
              row.getLong(1),
              row.getString(2),
              product == null ? OptionalLong.empty() : OptionalLong.of(product),
              Optional.ofNullable(row.getString(4)),
              row.getObject(5, OffsetDateTime.class).toInstant());
        })
        .list();
  }

  /**
   * Of all tenants: takes SIMs that have not taken part in the check of that time, each for one
   * node alone. Low is one of whose quotas less than the threshold is left, or nothing, and that
   * could still be used.
   */
  static List<Due> take(Transaction transaction, Instant check, Instant now, int limit) {
    return transaction
        .handle()
        .createQuery(
            """
            with due as materialized (
              select a.subscription_id from auto_top_up a where a.checked_for < :check
              order by a.checked_for, a.subscription_id limit :limit for update skip locked),
            taken as (
              update auto_top_up a set checked_for = :check from due where a.subscription_id = due.subscription_id
              returning a.*)
            select t.subscription_id, t.organisation_id, s.account_id, t.product_id, t.payment_method, t.asked_by,
              (s.ends_at is null or s.ends_at > :now) and exists (
                select 1 from quota q where q.subscription_id = t.subscription_id and q.state <> 'AVAILABLE'
                  and (q.expires_at is null or q.expires_at > :now))
              and not exists (
                select 1 from order_sim o where o.subscription_id = t.subscription_id
                  and o.state in ('OPEN', 'SENT', 'DOUBTFUL')) as low
            from taken t join subscription s on s.id = t.subscription_id
            order by t.organisation_id, t.subscription_id
            """)
        .bind("check", OrderSimStore.utc(check))
        .bind("now", OrderSimStore.utc(now))
        .bind("limit", limit)
        .map((row, _) ->
            new Due(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                Optional.ofNullable(row.getObject(4, Long.class)),
                Optional.ofNullable(row.getString(5)),
                row.getString(6),
                row.getBoolean(7)))
        .list();
  }
}
