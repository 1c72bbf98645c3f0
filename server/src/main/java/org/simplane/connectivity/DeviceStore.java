// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Planned;
import org.simplane.operator.Imei;

/** SIMs as the watch over their devices sees them. */
final class DeviceStore {

  /** A SIM that is barred for its device. */
  record BarredSim(long id, long organisation) {}

  /** A SIM as the watch over devices sees it; its row is locked. */
  record WatchedSim(
      long id,
      long organisation,
      String name,
      Optional<Imei> imei,
      boolean locked,
      Optional<Imei> lockedImei,
      boolean barred,
      boolean own) {}

  /** A line of the history of devices. */
  record ImeiChange(
      Instant at,
      long subscription,
      long organisation,
      String kind,
      Imei imei,
      Optional<Imei> before) {}

  private DeviceStore() {}

  /**
   * Of these SIMs those whose device is another than the last known, or whose lock has something to
   * say; locked in id order.
   */
  static List<WatchedSim> watched(
      Scope scope, Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            """
            select s.id, s.organisation_id, coalesce(s.iccid, s.operator_key) as name, s.imei, s.imei_lock, s.imei_locked,
                   exists (select 1 from restriction r where r.subscription_id = s.id and r.cause = 'IMEI_LOCK') as barred,
                   s.own_network
              from subscription s
             where s.id = any(:subscriptions) and s.organisation_id = any(:organisations)
             order by s.id
               for no key update of s
            """)
        .bindBySqlType("subscriptions", Columns.numbers(subscriptions), Types.ARRAY)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .map(DeviceStore::watchedSim)
        .list();
  }

  /** Whether a sighting of a SIM says anything new: most do not, and these need no lock. */
  static Set<Long> changed(Scope scope, Transaction transaction, Map<Long, String> imeiCores) {
    return new HashSet<>(
        transaction
            .handle()
            .createQuery(
                """
                select s.id
                  from unnest(:subscriptions, :cores) v (id, core) join subscription s on s.id = v.id
                 where s.organisation_id = any(:organisations)
                   and (s.imei is null or left(s.imei, 14) <> v.core or s.imei_lock)
                """)
            .addCustomizer(Planned.EACH_TIME)
            .bindBySqlType(
                "subscriptions", Columns.numbers(List.copyOf(imeiCores.keySet())), Types.ARRAY)
            .bindBySqlType("cores", Columns.texts(List.copyOf(imeiCores.values())), Types.ARRAY)
            .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
            .mapTo(Long.class)
            .list());
  }

  /**
   * SIMs whose device lock is off, or open for the next device, while they are still barred for it.
   */
  static List<BarredSim> wronglyBarred(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            select distinct s.id, s.organisation_id
              from restriction r join subscription s on s.id = r.subscription_id
             where r.cause = 'IMEI_LOCK' and (not s.imei_lock or s.imei_locked is null)
             limit :limit
            """)
        .bind("limit", limit)
        .map((row, _) -> new BarredSim(row.getLong(1), row.getLong(2)))
        .list();
  }

  static void remember(Transaction transaction, List<ImeiChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    transaction
        .handle()
        .createUpdate(
            """
            insert into imei_change (at, subscription_id, organisation_id, kind, imei, before)
            select v.at::timestamptz, v.subscription, v.organisation, v.kind, v.imei, nullif(v.before, '')
              from unnest(:ats, :subscriptions, :organisations, :kinds, :imeis, :befores)
                     with ordinality v (at, subscription, organisation, kind, imei, before, position)
             order by v.position
            """)
        .bindBySqlType(
            "ats",
            Columns.texts(changes.stream().map(change -> change.at().toString()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(changes.stream().map(ImeiChange::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "organisations",
            Columns.numbers(changes.stream().map(ImeiChange::organisation).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "kinds", Columns.texts(changes.stream().map(ImeiChange::kind).toList()), Types.ARRAY)
        .bindBySqlType(
            "imeis",
            Columns.texts(changes.stream().map(change -> change.imei().digits()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "befores",
            Columns.texts(
                changes.stream()
                    .map(change -> change.before().map(Imei::digits).orElse(""))
                    .toList()),
            Types.ARRAY)
        .execute();
  }

  /** Newest first. */
  static List<ImeiChange> history(Scope scope, Handle handle, long subscription, int limit) {
    return handle
        .createQuery(
            """
            select at, subscription_id, organisation_id, kind, imei, before from imei_change
             where subscription_id = :subscription and organisation_id = any(:organisations)
             order by at desc, id desc limit :limit
            """)
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("limit", limit)
        .map((row, _) ->
            new ImeiChange(
                row.getTimestamp("at").toInstant(),
                row.getLong("subscription_id"),
                row.getLong("organisation_id"),
                row.getString("kind"),
                new Imei(row.getString("imei")),
                Optional.ofNullable(row.getString("before")).map(Imei::new)))
        .list();
  }

  private static WatchedSim watchedSim(ResultSet row, StatementContext context)
      throws SQLException {
    return new WatchedSim(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("name"),
        Optional.ofNullable(row.getString("imei")).map(Imei::new),
        row.getBoolean("imei_lock"),
        Optional.ofNullable(row.getString("imei_locked")).map(Imei::new),
        row.getBoolean("barred"),
        row.getBoolean("own_network"));
  }
}
