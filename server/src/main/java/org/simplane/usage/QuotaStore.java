// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Planned;
import org.simplane.operator.Service;

/** Quotas. Those with {@code as_of} are an operator's and only shown here. */
final class QuotaStore {

  /** Which quota. */
  record Key(long subscription, Service service) {}

  /** The state that a quota's figures call for. */
  private static final String DUE_STATE =
      """
      case when q.used >= q.total or q.expires_at <= :now then 'EXHAUSTED'
        when (q.total - q.used)::float8 * 100 < q.total::float8 * q.threshold_percent then 'LOW'
        else 'AVAILABLE' end\
      """;

  private static final String CHARGE =
      """
      with q as (
        update quota c set used = c.used + d.amount from unnest(?, ?) d (id, amount)
        where c.subscription_id = d.id and c.service = ? and c.as_of is null
        returning c.subscription_id, c.used, c.total, c.expires_at, c.threshold_percent, c.state)
      select q.subscription_id from q where q.state <>\
      """
          + DUE_STATE.replace(":now", "?");

  private QuotaStore() {}

  /**
   * Adds what was used; gives the quotas whose state is no longer true. In order of key, so that
   * two loaders do not wait for each other crosswise.
   */
  static List<Key> charge(
      Transaction transaction, Service service, Sums.Charges charges, Instant now) {
    if (charges.isEmpty()) {
      return List.of();
    }
    Connection connection = transaction.handle().getConnection();
    try (PreparedStatement statement = connection.prepareStatement(CHARGE)) {
      Planned.eachTime(statement);
      PGConnection arrays = connection.unwrap(PGConnection.class);
      statement.setArray(1, arrays.createArrayOf("bigint", charges.subscriptions()));
      statement.setArray(2, arrays.createArrayOf("bigint", charges.amounts()));
      statement.setString(3, service.name());
      statement.setObject(4, now.atOffset(ZoneOffset.UTC));
      List<Key> crossed = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          crossed.add(new Key(rows.getLong(1), service));
        }
      }
      return crossed;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** A quota whose state was set anew. */
  record Settled(Quota quota, long organisation, String name, QuotaState before) {}

  /**
   * Sets the states that the figures call for; gives those that changed. Their subscriptions are
   * locked too, so that what follows meets the organisation that has them.
   */
  static List<Settled> settle(Transaction transaction, Collection<Key> keys, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            with due as (
              select q.subscription_id, q.service, q.state as before, %s as after
              from quota q
              where (q.subscription_id, q.service) in (select * from unnest(:subscriptions, :services))
                and q.as_of is null
              order by q.subscription_id, q.service for update),
            owned as materialized (
              select s.id, s.organisation_id, coalesce(s.iccid, s.terminal_serial) as name from subscription s
              where s.id in (select subscription_id from due where before <> after) order by s.id for no key update)
            update quota q set state = due.after, changed_at = :now,
              threshold_reached_at =
                case when due.after = 'AVAILABLE' then null else coalesce(q.threshold_reached_at, :now) end,
              exhausted_at = case when due.after = 'EXHAUSTED' then :now end
            from due join owned on owned.id = due.subscription_id
            where q.subscription_id = due.subscription_id and q.service = due.service and due.before <> due.after
            returning q.*, due.before, owned.organisation_id as owner, owned.name
            """
                .formatted(DUE_STATE))
        .bindBySqlType(
            "subscriptions", keys.stream().map(Key::subscription).toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "services",
            keys.stream().map(key -> key.service().name()).toArray(String[]::new),
            Types.ARRAY)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) ->
            new Settled(
                quota(row, now),
                row.getLong("owner"),
                row.getString("name"),
                QuotaState.valueOf(row.getString("before"))))
        .list();
  }

  /** Of all tenants: quotas whose time has ended but whose state does not show it yet. */
  static List<Key> expired(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select subscription_id, service from quota
            where expires_at <= :now and state <> 'EXHAUSTED' and as_of is null limit :limit
            """)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map((row, _) -> new Key(row.getLong(1), Service.valueOf(row.getString(2))))
        .list();
  }

  /** Gives new SIMs of the own network their quota; one that is there is left alone. */
  static List<Quota> assign(
      Transaction transaction,
      Collection<Long> subscriptions,
      Service service,
      long total,
      QuotaPlan plan,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into quota (subscription_id, service, total, used, last_added, threshold_percent,
              state, expires_at, peak_bits_per_second, changed_at)
            select s.id, :service, :total, 0, :total, :threshold, 'AVAILABLE', :expires, :peak, :now
            from subscription s where s.id = any(:ids) and s.own_network order by s.id
            on conflict do nothing returning *
            """)
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .bind("service", service.name())
        .bind("total", total)
        .bind("threshold", plan.thresholdPercent())
        .bind("expires", now.atOffset(ZoneOffset.UTC).plus(plan.life()))
        .bindBySqlType("peak", peak(service, plan), Types.BIGINT)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> quota(row, now))
        .list();
  }

  private static @Nullable Long peak(Service service, QuotaPlan plan) {
    return service == Service.DATA && plan.peakBitsPerSecond().isPresent()
        ? plan.peakBitsPerSecond().getAsLong()
        : null;
  }

  /** Quotas that are kept here, locked in the order of their keys. */
  static List<Quota> lock(
      Scope scope, Transaction transaction, Collection<Long> subscriptions, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            select q.* from quota q join subscription s on s.id = q.subscription_id
            where q.subscription_id = any(:ids) and q.as_of is null and s.organisation_id = any(:scope)
            order by q.subscription_id, q.service for update of q
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .map((row, _) -> quota(row, now))
        .list();
  }

  /** Adds to quotas that were read under lock. */
  static List<Quota> raise(
      Transaction transaction,
      Collection<Long> subscriptions,
      Service service,
      long amount,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            update quota set total = total + :amount, last_added = :amount, changed_at = :now
            where subscription_id = any(:ids) and service = :service and as_of is null
            returning *
            """)
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .bind("service", service.name())
        .bind("amount", amount)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> quota(row, now))
        .list();
  }

  /** Quotas kept here last longer; those that end later anyway, or never, stay. */
  static List<Key> extend(Transaction transaction, Map<Long, Instant> ends) {
    return transaction
        .handle()
        .createQuery(
            """
            with due as materialized (
              select q.subscription_id, q.service, d.ends from quota q
              join unnest(:ids, cast(:ends as timestamptz[])) d (id, ends) on d.id = q.subscription_id
              where q.as_of is null and q.expires_at < d.ends
              order by q.subscription_id, q.service for update of q)
            update quota q set expires_at = due.ends from due
            where q.subscription_id = due.subscription_id and q.service = due.service
            returning q.subscription_id, q.service
            """)
        .bindBySqlType("ids", ends.keySet().toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "ends",
            ends.values().stream().map(Instant::toString).toArray(String[]::new),
            Types.ARRAY)
        .map((row, _) -> new Key(row.getLong(1), Service.valueOf(row.getString(2))))
        .list();
  }

  /** What an operator told of these is to be asked for anew. */
  static void forget(Transaction transaction, Collection<Long> subscriptions) {
    transaction
        .handle()
        .createUpdate(
            "update quota set as_of = to_timestamp(0) where subscription_id = any(:ids) and as_of is not null")
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  /** The states of an operator's quotas as they were told last, locked. */
  static Map<Service, QuotaState> told(Transaction transaction, long subscription) {
    return transaction
        .handle()
        .createQuery(
            """
            select service, state from quota where subscription_id = :id and as_of is not null order by service for update
            """)
        .bind("id", subscription)
        .map((row, _) ->
            Map.entry(Service.valueOf(row.getString(1)), QuotaState.valueOf(row.getString(2))))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** An operator said that its quota has this state; what else it told is to be asked for anew. */
  static void mark(
      Transaction transaction, long subscription, Service service, QuotaState state, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update quota set state = :state, as_of = to_timestamp(0), changed_at = :now,
              threshold_reached_at = case when :state = 'AVAILABLE' then null else coalesce(threshold_reached_at, :now) end,
              exhausted_at = case when :state = 'EXHAUSTED' then coalesce(exhausted_at, :now) end
            where subscription_id = :id and service = :service and as_of is not null
            """)
        .bind("id", subscription)
        .bind("service", service.name())
        .bind("state", state.name())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** The quotas of subscriptions that are in scope now. */
  static List<Quota> of(Scope scope, Handle handle, Collection<Long> subscriptions, Instant now) {
    return handle
        .createQuery(
            """
            select q.* from quota q join subscription s on s.id = q.subscription_id
            where q.subscription_id = any(:ids) and s.organisation_id = any(:scope)
            order by q.subscription_id, q.service
            """)
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> quota(row, now))
        .list();
  }

  /** Sets a quota as given, whether it was there or not. */
  static Quota put(Scope scope, Transaction transaction, Quota quota, boolean ofOperator) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into quota as q (subscription_id, service, total, used, last_added,
              threshold_percent, state, threshold_reached_at, exhausted_at, expires_at, peak_bits_per_second,
              changed_at, as_of)
            select s.id, :service, :total, :used, :added, :threshold, :state, :low, :exhausted,
              :expires, :peak, :changed, :asOf
            from subscription s where s.id = :id and s.organisation_id = any(:scope)
            on conflict (subscription_id, service) do update set total = excluded.total, used = excluded.used,
              last_added = excluded.last_added, threshold_percent = excluded.threshold_percent,
              state = excluded.state, threshold_reached_at = excluded.threshold_reached_at,
              exhausted_at = excluded.exhausted_at, expires_at = excluded.expires_at,
              peak_bits_per_second = excluded.peak_bits_per_second, changed_at = excluded.changed_at,
              as_of = excluded.as_of
            returning *
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("id", quota.subscription())
        .bind("service", quota.service().name())
        .bind("total", quota.total())
        .bind("used", quota.used())
        .bind("added", quota.lastAdded())
        .bind("threshold", quota.thresholdPercent())
        .bind("state", quota.state().name())
        .bindBySqlType("low", time(quota.thresholdReachedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .bindBySqlType("exhausted", time(quota.exhaustedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .bindBySqlType("expires", time(quota.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .bindBySqlType(
            "peak",
            quota.peakBitsPerSecond().isPresent() ? quota.peakBitsPerSecond().getAsLong() : null,
            Types.BIGINT)
        .bind("changed", quota.changedAt().atOffset(ZoneOffset.UTC))
        .bindBySqlType(
            "asOf",
            ofOperator ? quota.asOf().atOffset(ZoneOffset.UTC) : null,
            Types.TIMESTAMP_WITH_TIMEZONE)
        .map((row, _) -> quota(row, quota.asOf()))
        .one();
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static Quota quota(ResultSet row, Instant now) throws SQLException {
    long peak = row.getLong("peak_bits_per_second");
    return new Quota(
        row.getLong("subscription_id"),
        Service.valueOf(row.getString("service")),
        row.getLong("total"),
        row.getLong("used"),
        row.getLong("last_added"),
        row.getInt("threshold_percent"),
        QuotaState.valueOf(row.getString("state")),
        instant(row, "threshold_reached_at"),
        instant(row, "exhausted_at"),
        instant(row, "expires_at"),
        peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        instant(row, "as_of").orElse(now));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
