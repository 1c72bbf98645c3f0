// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/** What the network told: events, messages, and the SIMs they are about. */
final class NetworkStore {

  /** The SIM that a line is about. */
  record KnownSim(long id, long organisation) {}

  /** A SIM as the watch over devices sees it; its row is locked. */
  record WatchedSim(
      long id,
      long organisation,
      String name,
      Optional<Imei> imei,
      boolean locked,
      Optional<Imei> lockedImei,
      boolean barred) {}

  record StoredEvent(
      String id,
      Instant at,
      long subscription,
      long organisation,
      String kind,
      Optional<Plmn> plmn,
      Optional<String> rat,
      Optional<Imei> imei,
      String detail) {}

  private NetworkStore() {}

  /** The own SIMs that lines are about, by line number. */
  static Map<Long, KnownSim> sims(
      Scope scope, Handle handle, List<Delivery.Line> byIccid, List<Delivery.Line> byImsi) {
    Map<Long, KnownSim> found = new HashMap<>();
    if (!byIccid.isEmpty()) {
      handle
          .createQuery(
              """
              select v.line, s.id, s.organisation_id
                from unnest(:lines, :cores) v (line, core)
                join subscription s on s.iccid_core = v.core and s.own_network
               where s.organisation_id = any(:organisations)
              """)
          .bindBySqlType(
              "lines",
              Columns.numbers(byIccid.stream().map(Delivery.Line::number).toList()),
              Types.ARRAY)
          .bindBySqlType(
              "cores",
              Columns.texts(
                  byIccid.stream().map(line -> line.iccid().orElseThrow().core()).toList()),
              Types.ARRAY)
          .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
          .map((row, _) -> found.put(row.getLong(1), new KnownSim(row.getLong(2), row.getLong(3))))
          .list();
    }
    if (!byImsi.isEmpty()) {
      handle
          .createQuery(
              """
              select v.line, s.id, s.organisation_id
                from unnest(:lines, :imsis) v (line, imsi)
                join subscription s on s.imsi = v.imsi and s.own_network
               where s.organisation_id = any(:organisations)
              """)
          .bindBySqlType(
              "lines",
              Columns.numbers(byImsi.stream().map(Delivery.Line::number).toList()),
              Types.ARRAY)
          .bindBySqlType(
              "imsis",
              Columns.texts(
                  byImsi.stream().map(line -> line.imsi().orElseThrow().digits()).toList()),
              Types.ARRAY)
          .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
          .map((row, _) -> found.put(row.getLong(1), new KnownSim(row.getLong(2), row.getLong(3))))
          .list();
    }
    return found;
  }

  /** Gives the ids of those that were not there. */
  static Set<String> insertEvents(Transaction transaction, List<StoredEvent> events) {
    return new HashSet<>(
        transaction
            .handle()
            .createQuery(
                """
                insert into network_event (event_id, at, subscription_id, organisation_id, kind, plmn, rat, imei, detail)
                select v.id, v.at::timestamptz, v.subscription, v.organisation, v.kind,
                       nullif(v.plmn, ''), nullif(v.rat, ''), nullif(v.imei, ''), v.detail::jsonb
                  from unnest(:ids, :ats, :subscriptions, :organisations, :kinds, :plmns, :rats, :imeis, :details)
                    v (id, at, subscription, organisation, kind, plmn, rat, imei, detail)
                on conflict do nothing
                returning event_id
                """)
            .bindBySqlType(
                "ids", Columns.texts(events.stream().map(StoredEvent::id).toList()), Types.ARRAY)
            .bindBySqlType(
                "ats",
                Columns.texts(events.stream().map(event -> event.at().toString()).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "subscriptions",
                Columns.numbers(events.stream().map(StoredEvent::subscription).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "organisations",
                Columns.numbers(events.stream().map(StoredEvent::organisation).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "kinds",
                Columns.texts(events.stream().map(StoredEvent::kind).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "plmns",
                Columns.texts(
                    events.stream()
                        .map(event -> event.plmn().map(Plmn::toString).orElse(""))
                        .toList()),
                Types.ARRAY)
            .bindBySqlType(
                "rats",
                Columns.texts(events.stream().map(event -> event.rat().orElse("")).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "imeis",
                Columns.texts(
                    events.stream()
                        .map(event -> event.imei().map(Imei::digits).orElse(""))
                        .toList()),
                Types.ARRAY)
            .bindBySqlType(
                "details",
                Columns.texts(events.stream().map(StoredEvent::detail).toList()),
                Types.ARRAY)
            .mapTo(String.class)
            .list());
  }

  /** Gives the ids of those that were not there. */
  static Set<String> insertMessages(
      Transaction transaction, List<Delivery.Line> lines, Map<Long, KnownSim> sims) {
    List<KnownSim> senders =
        lines.stream()
            .map(line -> java.util.Objects.requireNonNull(sims.get(line.number())))
            .toList();
    return new HashSet<>(
        transaction
            .handle()
            .createQuery(
                """
                insert into network_sms (event_id, at, subscription_id, organisation_id, message)
                select v.id, v.at::timestamptz, v.subscription, v.organisation, v.message::jsonb
                  from unnest(:ids, :ats, :subscriptions, :organisations, :messages)
                    v (id, at, subscription, organisation, message)
                on conflict do nothing
                returning event_id
                """)
            .bindBySqlType(
                "ids", Columns.texts(lines.stream().map(Delivery.Line::id).toList()), Types.ARRAY)
            .bindBySqlType(
                "ats",
                Columns.texts(lines.stream().map(line -> line.at().toString()).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "subscriptions",
                Columns.numbers(senders.stream().map(KnownSim::id).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "organisations",
                Columns.numbers(senders.stream().map(KnownSim::organisation).toList()),
                Types.ARRAY)
            .bindBySqlType(
                "messages",
                Columns.texts(lines.stream().map(line -> line.json().toString()).toList()),
                Types.ARRAY)
            .mapTo(String.class)
            .list());
  }

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
                   exists (select 1 from restriction r where r.subscription_id = s.id and r.cause = 'IMEI_LOCK') as barred
              from subscription s
             where s.id = any(:subscriptions) and s.organisation_id = any(:organisations)
             order by s.id
               for no key update of s
            """)
        .bindBySqlType("subscriptions", Columns.numbers(subscriptions), Types.ARRAY)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .map(NetworkStore::watchedSim)
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
  static List<KnownSim> wronglyBarred(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            select distinct s.id, s.organisation_id
              from restriction r join subscription s on s.id = r.subscription_id
             where r.cause = 'IMEI_LOCK' and (not s.imei_lock or s.imei_locked is null)
             limit :limit
            """)
        .bind("limit", limit)
        .map((row, _) -> new KnownSim(row.getLong(1), row.getLong(2)))
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
        row.getBoolean("barred"));
  }

  /** For reading back in support and tests: what was stored of a SIM, oldest first. */
  static List<String> kinds(Scope scope, Handle handle, long subscription, Instant from) {
    return handle
        .createQuery(
            """
            select kind from network_event
             where subscription_id = :subscription and organisation_id = any(:organisations) and at >= :from
             order by at, event_id
            """)
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .mapTo(String.class)
        .list();
  }
}
