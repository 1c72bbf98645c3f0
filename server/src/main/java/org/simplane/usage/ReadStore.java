// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.operator.Plmn;

/** Reads records and sums. */
final class ReadStore {

  private ReadStore() {}

  static List<HourUsage> hours(
      Scope scope, Handle handle, long subscription, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select hour as at, bearer, direction, plmn, sum(bytes_up)::bigint as bytes_up,
              sum(bytes_down)::bigint as bytes_down, sum(seconds)::bigint as seconds, sum(records)::bigint as records
            from usage_sum
            where subscription_id = :subscription and organisation_id = any(:scope) and hour >= :from and hour < :to
            group by hour, bearer, direction, plmn
            order by hour, bearer, direction, plmn
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("subscription", subscription)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .map((row, _) -> new HourUsage(instant(row, "at"), total(row)))
        .list();
  }

  /**
   * The hours around these instants in two parts each, before and from it on, as the records tell.
   */
  static List<HourUsage> split(
      Scope scope, Handle handle, long subscription, List<Instant> instants) {
    return handle
        .createQuery(
            """
            select case when r.started_at < i.at then i.begins else i.at end as at, r.bearer, r.direction,
              coalesce(r.plmn, '') as plmn, sum(r.bytes_up)::bigint as bytes_up, sum(r.bytes_down)::bigint as bytes_down,
              sum(r.duration_s)::bigint as seconds, count(*) as records
            from (
              select to_timestamp(n.begins) as begins, to_timestamp(n.begins + 3600) as ends, to_timestamp(n.at) as at
              from unnest(:begins, :instants) n (begins, at)) i
            join usage_record r on r.started_at >= i.begins and r.started_at < i.ends
            where r.subscription_id = :subscription and r.organisation_id = any(:scope)
            group by 1, r.bearer, r.direction, coalesce(r.plmn, '')
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("subscription", subscription)
        .bindBySqlType("begins", seconds(instants, ChronoUnit.HOURS), Types.ARRAY)
        .bindBySqlType("instants", seconds(instants, ChronoUnit.SECONDS), Types.ARRAY)
        .map((row, _) -> new HourUsage(instant(row, "at"), total(row)))
        .list();
  }

  private static Long[] seconds(List<Instant> instants, ChronoUnit unit) {
    return instants.stream().map(at -> at.truncatedTo(unit).getEpochSecond()).toArray(Long[]::new);
  }

  static List<UsageRecord> records(
      Scope scope, Handle handle, long subscription, Instant from, Instant to, int limit) {
    return handle
        .createQuery(
            """
            select * from usage_record
            where subscription_id = :subscription and organisation_id = any(:scope)
              and started_at >= :from and started_at < :to
            order by started_at, seq, feed_id, record_id limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("subscription", subscription)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map((row, _) -> record(row))
        .list();
  }

  private static UsageTotal total(ResultSet row) throws SQLException {
    return new UsageTotal(
        Bearer.of(row.getInt("bearer")),
        Direction.of(row.getInt("direction")),
        network(row.getString("plmn")),
        row.getLong("bytes_up"),
        row.getLong("bytes_down"),
        row.getLong("seconds"),
        row.getLong("records"));
  }

  private static UsageRecord record(ResultSet row) throws SQLException {
    return new UsageRecord(
        row.getLong("feed_id"),
        row.getString("record_id"),
        instant(row, "started_at"),
        row.getLong("subscription_id"),
        row.getLong("organisation_id"),
        Bearer.of(row.getInt("bearer")),
        Direction.of(row.getInt("direction")),
        row.getInt("duration_s"),
        row.getLong("bytes_up"),
        row.getLong("bytes_down"),
        network(Optional.ofNullable(row.getString("plmn")).orElse("")),
        text(row, "rat"),
        text(row, "imei"),
        text(row, "apn"),
        text(row, "ip"),
        integer(row, "lac_tac"),
        bigint(row, "cell_id"),
        text(row, "charging_id"),
        integer(row, "seq"),
        text(row, "cause"),
        text(row, "node"));
  }

  private static Optional<Plmn> network(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Plmn.of(text));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static OptionalInt integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static OptionalLong bigint(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
