// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;

/** How subscriptions stand on their networks. */
final class PresenceStore {

  private static final String SELECT =
      """
      select c.subscription_id, c.state, c.since, c.as_of, c.word, c.located_at, c.plmn, c.rat, c.imei, c.session_at,
             c.services, c.detail
        from connectivity c
      """;

  private PresenceStore() {}

  /**
   * A SIM as its state is asked for.
   *
   * @param onAir false: of the own network, and not in service
   */
  record Known(
      long id, boolean own, boolean onAir, Optional<Presence> presence, Optional<Instant> asked) {}

  static Optional<Known> find(Scope scope, Handle handle, long subscription) {
    return handle
        .createQuery(
            """
            select c.subscription_id, c.state, c.since, c.as_of, c.word, c.located_at, c.plmn, c.rat, c.imei, c.session_at,
                   c.services, c.detail, c.events_as_of, s.id, s.own_network, s.status
              from subscription s left join connectivity c on c.subscription_id = s.id
             where s.id = :subscription and s.organisation_id = any(:organisations)
            """)
        .bind("subscription", subscription)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .map((row, _) -> {
          boolean own = row.getBoolean("own_network");
          boolean told = row.getString("state") != null;
          return new Known(
              row.getLong("id"),
              own,
              !own || row.getString("status").equals("ACTIVE"),
              told ? Optional.of(presence(row)) : Optional.empty(),
              instant(row.getTimestamp("events_as_of")));
        })
        .findOne();
  }

  /** Locked in the order of their ids. */
  static Map<Long, Presence> lock(Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            SELECT + "where c.subscription_id = any(:ids) order by c.subscription_id for update")
        .bindBySqlType("ids", Columns.numbers(subscriptions), Types.ARRAY)
        .map((row, _) -> presence(row))
        .collect(Collectors.toMap(Presence::subscription, presence -> presence));
  }

  /** In the order of their ids; what is newer than these stays. */
  static void write(Transaction transaction, List<Presence> presences) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into connectivity as c (subscription_id, organisation_id, state, since, as_of, word, located_at, plmn, rat,
                                           imei, session_at, services, detail)
            select s.id, s.organisation_id, v.state, v.since::timestamptz, v.as_of::timestamptz, v.word,
                   nullif(v.located_at, '')::timestamptz, nullif(v.plmn, ''), nullif(v.rat, ''), nullif(v.imei, ''),
                   nullif(v.session_at, '')::timestamptz, string_to_array(v.services, ','), v.detail::jsonb
              from unnest(:ids, :states, :sinces, :as_ofs, :words, :located, :plmns, :rats, :imeis, :sessions, :services, :details)
                v (id, state, since, as_of, word, located_at, plmn, rat, imei, session_at, services, detail)
              join subscription s on s.id = v.id
             order by s.id
            on conflict (subscription_id) do update
               set state = excluded.state, since = excluded.since, as_of = excluded.as_of, word = excluded.word,
                   located_at = excluded.located_at, plmn = excluded.plmn, rat = excluded.rat, imei = excluded.imei,
                   session_at = excluded.session_at, services = excluded.services, detail = excluded.detail
             where excluded.as_of >= c.as_of
            """)
        .bindBySqlType(
            "ids",
            Columns.numbers(presences.stream().map(Presence::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType("states", texts(presences, p -> p.state().name()), Types.ARRAY)
        .bindBySqlType("sinces", texts(presences, p -> time(p.since().or(p::asOf))), Types.ARRAY)
        .bindBySqlType("as_ofs", texts(presences, p -> time(p.asOf())), Types.ARRAY)
        .bindBySqlType("words", texts(presences, Presence::word), Types.ARRAY)
        .bindBySqlType("located", texts(presences, p -> time(p.locatedAt())), Types.ARRAY)
        .bindBySqlType(
            "plmns", texts(presences, p -> p.network().map(Plmn::toString).orElse("")), Types.ARRAY)
        .bindBySqlType("rats", texts(presences, p -> p.radio().orElse("")), Types.ARRAY)
        .bindBySqlType(
            "imeis", texts(presences, p -> p.imei().map(Imei::digits).orElse("")), Types.ARRAY)
        .bindBySqlType(
            "sessions",
            texts(presences, p -> time(p.session().flatMap(Presence.Session::startedAt))),
            Types.ARRAY)
        .bindBySqlType(
            "services", texts(presences, p -> String.join(",", p.services())), Types.ARRAY)
        .bindBySqlType("details", texts(presences, p -> Movement.json(p.detail())), Types.ARRAY)
        .execute();
  }

  /** The organisation that has them now is who they are listed for. */
  static void moved(Transaction transaction, Collection<Long> subscriptions) {
    transaction
        .handle()
        .createUpdate(
            """
            update connectivity c set organisation_id = s.organisation_id
              from subscription s where s.id = any(:ids) and s.id = c.subscription_id
            """)
        .bindBySqlType("ids", Columns.numbers(subscriptions), Types.ARRAY)
        .execute();
  }

  static void asked(Transaction transaction, long subscription, Instant at) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into connectivity (subscription_id, organisation_id, state, since, as_of, events_as_of)
            select id, organisation_id, 'OFFLINE', '-infinity', '-infinity', :at from subscription where id = :id
            on conflict (subscription_id) do update set events_as_of = excluded.events_as_of
            """)
        .bind("id", subscription)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** In the order of their ids; SIMs out of service are not on the air. */
  static List<Presence> list(
      Scope scope, Handle handle, Collection<OnlineState> states, long after, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                  join subscription s on s.id = c.subscription_id
                 where c.organisation_id = any(:organisations) and c.state = any(:states) and c.state <> 'OFFLINE'
                   and c.subscription_id > :after and (s.status = 'ACTIVE' or not s.own_network)
                 order by c.subscription_id limit :limit
                """)
        .bindBySqlType("organisations", scope.toArray(), Types.ARRAY)
        .bindBySqlType(
            "states", Columns.texts(states.stream().map(OnlineState::name).toList()), Types.ARRAY)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> presence(row))
        .list();
  }

  private static Presence presence(ResultSet row) throws SQLException {
    Map<String, String> detail = Movement.detail(row.getString("detail"));
    OnlineState state = OnlineState.valueOf(row.getString("state"));
    Array services = row.getArray("services");
    Optional<Instant> asOf =
        instant(row.getTimestamp("as_of")).filter(at -> at.getEpochSecond() > 0);
    return new Presence(
        row.getLong("subscription_id"),
        state,
        instant(row.getTimestamp("since")).filter(_ -> asOf.isPresent()),
        asOf,
        row.getString("word"),
        instant(row.getTimestamp("located_at")),
        Optional.ofNullable(row.getString("plmn")).map(Plmn::of),
        Optional.ofNullable(row.getString("rat")),
        Optional.ofNullable(row.getString("imei")).map(Imei::new),
        state == OnlineState.ONLINE
            ? Optional.of(
                new Presence.Session(
                    instant(row.getTimestamp("session_at")),
                    Optional.ofNullable(detail.get(EventDetail.APN)),
                    Optional.ofNullable(detail.get(EventDetail.IP))))
            : Optional.empty(),
        List.of((String[]) services.getArray()),
        detail);
  }

  static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }

  private interface Text {
    String of(Presence presence);
  }

  private static String[] texts(List<Presence> presences, Text text) {
    return Columns.texts(presences.stream().map(text::of).toList());
  }

  private static String time(Optional<Instant> at) {
    return at.map(Instant::toString).orElse("");
  }
}
