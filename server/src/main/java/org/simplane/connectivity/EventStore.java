// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.connectivity.NetworkEvent.Position;
import org.simplane.connectivity.NetworkEvent.Source;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/** What happened to subscriptions on their networks. */
final class EventStore {

  private static final String EVENT =
      "e.id, e.at, e.subscription_id, e.kind, e.source, e.plmn, e.rat, e.imei, e.detail";

  private EventStore() {}

  /** The numbers of those that were not there, by the teller's id. */
  static Map<String, Long> insert(Transaction transaction, List<NewEvent> events) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into network_event
              (event_id, at, subscription_id, organisation_id, kind, source, plmn, rat, imei, detail)
            select v.id, v.at::timestamptz, v.subscription, v.organisation, v.kind, v.source,
                   nullif(v.plmn, ''), nullif(v.rat, ''), nullif(v.imei, ''), v.detail::jsonb
              from unnest(:ids, :ats, :subscriptions, :organisations, :kinds, :sources, :plmns, :rats, :imeis, :details)
                v (id, at, subscription, organisation, kind, source, plmn, rat, imei, detail)
            on conflict do nothing
            returning event_id, id
            """)
        .bindBySqlType("ids", texts(events, NewEvent::id), Types.ARRAY)
        .bindBySqlType("ats", texts(events, event -> event.at().toString()), Types.ARRAY)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(events.stream().map(NewEvent::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "organisations",
            Columns.numbers(events.stream().map(NewEvent::organisation).toList()),
            Types.ARRAY)
        .bindBySqlType("kinds", texts(events, NewEvent::kind), Types.ARRAY)
        .bindBySqlType("sources", texts(events, event -> event.source().name()), Types.ARRAY)
        .bindBySqlType(
            "plmns",
            texts(events, event -> event.network().map(Plmn::toString).orElse("")),
            Types.ARRAY)
        .bindBySqlType("rats", texts(events, event -> event.radio().orElse("")), Types.ARRAY)
        .bindBySqlType(
            "imeis", texts(events, event -> event.imei().map(Imei::digits).orElse("")), Types.ARRAY)
        .bindBySqlType("details", texts(events, NewEvent::detail), Types.ARRAY)
        .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
  }

  /** Events of Simplane's own making. */
  static void insertOwn(Transaction transaction, Instant at, List<OwnEvent> events) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into network_event (event_id, at, subscription_id, organisation_id, kind, source, imei, detail)
            select 'simplane ' || v.id, :at, v.subscription, v.organisation, v.kind, v.source, s.imei, v.detail::jsonb
              from unnest(:ids, :subscriptions, :organisations, :kinds, :sources, :details)
                     v (id, subscription, organisation, kind, source, detail)
              join subscription s on s.id = v.subscription
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bindBySqlType(
            "ids", Columns.texts(events.stream().map(OwnEvent::id).toList()), Types.ARRAY)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(events.stream().map(OwnEvent::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "organisations",
            Columns.numbers(events.stream().map(OwnEvent::organisation).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "kinds", Columns.texts(events.stream().map(OwnEvent::kind).toList()), Types.ARRAY)
        .bindBySqlType(
            "sources",
            Columns.texts(events.stream().map(event -> event.source().name()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "details",
            Columns.texts(events.stream().map(event -> Movement.json(event.detail())).toList()),
            Types.ARRAY)
        .execute();
  }

  /** An event of Simplane's own making. */
  record OwnEvent(
      String id,
      long subscription,
      long organisation,
      String kind,
      Source source,
      Map<String, String> detail) {}

  /** What a listener is told of a subscription beside what happened to it. */
  record Subject(long id, String name, Map<String, Object> facts) {}

  /** The platforms of those that are not of the own network, by subscription. */
  static Map<Long, String> platforms(Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            """
            select s.id, a.platform from subscription s join operator_account a on a.id = s.account_id
             where s.id = any(:ids) and not s.own_network
            """)
        .bindBySqlType("ids", Columns.numbers(subscriptions), Types.ARRAY)
        .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  static Map<Long, Subject> subjects(Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            """
            select s.id, coalesce(s.iccid, s.terminal_serial) as name, s.iccid, s.imsi, s.msisdn_data, s.imei, s.ip_address,
                   s.label, s.own_network, array_to_string(s.tags, ',') as tags, o.name as organisation
              from subscription s join organisation o on o.id = s.organisation_id
             where s.id = any(:ids)
            """)
        .bindBySqlType("ids", Columns.numbers(subscriptions), Types.ARRAY)
        .map((row, _) -> subject(row))
        .collect(Collectors.toMap(Subject::id, subject -> subject));
  }

  private static Subject subject(ResultSet row) throws SQLException {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String[] fact :
        new String[][] {
          {"iccid", "iccid"},
          {"imsi", "imsi"},
          {"msisdn", "msisdn_data"},
          {"imei", "imei"},
          {"ipAddress", "ip_address"},
          {"label", "label"},
          {"tags", "tags"},
          {"organisationName", "organisation"}
        }) {
      String value = row.getString(fact[1]);
      if (value != null) {
        facts.put(fact[0], value);
      }
    }
    return new Subject(row.getLong("id"), row.getString("name"), facts);
  }

  /**
   * One page of a subscription's events.
   *
   * @param offset so many are passed over
   */
  static List<NetworkEvent> page(
      Scope scope, Handle handle, EventQuery query, long offset, int limit) {
    return handle
        .createQuery(
            """
            select %s from network_event e
             where e.subscription_id = :subscription and e.organisation_id = any(:organisations)
               and e.at >= :from and e.at < :until and (cardinality(:kinds) = 0 or e.kind = any(:kinds))
             order by %s offset :offset limit :limit
            """
                .formatted(EVENT, query.order()))
        .bind("subscription", query.subscription())
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("from", query.from().atOffset(ZoneOffset.UTC))
        .bind("until", query.until().atOffset(ZoneOffset.UTC))
        .bindBySqlType("kinds", Columns.texts(query.kinds()), Types.ARRAY)
        .bind("offset", offset)
        .bind("limit", limit)
        .map((row, _) -> event(row))
        .list();
  }

  static long count(Scope scope, Handle handle, EventQuery query) {
    return handle
        .createQuery(
            """
            select count(*) from network_event e
             where e.subscription_id = :subscription and e.organisation_id = any(:organisations)
               and e.at >= :from and e.at < :until and (cardinality(:kinds) = 0 or e.kind = any(:kinds))
            """)
        .bind("subscription", query.subscription())
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("from", query.from().atOffset(ZoneOffset.UTC))
        .bind("until", query.until().atOffset(ZoneOffset.UTC))
        .bindBySqlType("kinds", Columns.texts(query.kinds()), Types.ARRAY)
        .mapTo(Long.class)
        .one();
  }

  /** Newest first, from behind the position on. */
  static List<NetworkEvent> before(
      Scope scope,
      Handle handle,
      long subscription,
      Collection<String> kinds,
      Position position,
      int limit) {
    return handle
        .createQuery(
            """
            select %s from network_event e
             where e.subscription_id = :subscription and e.organisation_id = any(:organisations)
               and e.at <= :at and (e.at, e.id) < (:at, :id) and (cardinality(:kinds) = 0 or e.kind = any(:kinds))
             order by e.at desc, e.id desc limit :limit
            """
                .formatted(EVENT))
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("at", position.at().atOffset(ZoneOffset.UTC))
        .bind("id", position.id())
        .bindBySqlType("kinds", Columns.texts(kinds), Types.ARRAY)
        .bind("limit", limit)
        .map((row, _) -> event(row))
        .list();
  }

  static Optional<NetworkEvent> at(
      Scope scope, Handle handle, long subscription, Position position) {
    return handle
        .createQuery(
            """
            select %s from network_event e
             where e.subscription_id = :subscription and e.organisation_id = any(:organisations)
               and e.at = :at and e.id = :id
            """
                .formatted(EVENT))
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bind("at", position.at().atOffset(ZoneOffset.UTC))
        .bind("id", position.id())
        .map((row, _) -> event(row))
        .findOne();
  }

  private static NetworkEvent event(ResultSet row) throws SQLException {
    return new NetworkEvent(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getLong("subscription_id"),
        row.getString("kind"),
        Source.valueOf(row.getString("source")),
        Optional.ofNullable(row.getString("plmn")).map(Plmn::of),
        Optional.ofNullable(row.getString("rat")),
        Optional.ofNullable(row.getString("imei")).map(Imei::new),
        Movement.detail(row.getString("detail")));
  }

  private interface Text {
    String of(NewEvent event);
  }

  private static String[] texts(List<NewEvent> events, Text text) {
    return Columns.texts(events.stream().map(text::of).toList());
  }
}
