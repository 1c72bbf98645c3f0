// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.Details;
import org.simplane.operator.SubscriptionRef;

/** What operators tell beside identifiers and status, and what lists are narrowed by of it. */
final class DetailsStore {

  /** Never read: before whatever was. */
  private static final Instant FIRST = Instant.EPOCH;

  /**
   * What is kept of a subscription.
   *
   * @param details empty: not read yet
   * @param readAt when it is to be read by itself; empty: it comes with its operator's list
   */
  record Stored(
      Optional<Details> details,
      List<Long> facts,
      Optional<Instant> asOf,
      Optional<Instant> readAt) {}

  /** What is to be kept. */
  record Written(
      long subscription,
      long organisation,
      long account,
      Details details,
      List<Long> facts,
      Instant asOf,
      Optional<Instant> readAt) {}

  private record Fact(long organisation, long fact, long subscription) {}

  private DetailsStore() {}

  static Map<Long, KeptDetails> details(Scope scope, Handle handle, Collection<Long> ids) {
    return Statements.prepared(
        handle,
        """
        select d.subscription_id, d.details::text, d.as_of from subscription_details d
        join subscription s on s.id = d.subscription_id
        where d.subscription_id = any(?) and s.organisation_id = any(?) and d.details is not null\
        """,
        statement -> {
          statement.setArray(1, WriteStore.longs(statement, ids));
          statement.setArray(2, SubscriptionStore.organisations(statement.getConnection(), scope));
          Map<Long, KeptDetails> kept = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              kept.put(
                  rows.getLong(1),
                  new KeptDetails(
                      DetailsJson.details(rows.getString(2)), rows.getTimestamp(3).toInstant()));
            }
          }
          return kept;
        });
  }

  /** The subscriptions are locked. */
  static Map<Long, Stored> stored(Transaction transaction, Collection<Long> ids) {
    return Statements.prepared(
        transaction.handle(),
        "select subscription_id, details::text, facts, as_of, read_at from subscription_details"
            + " where subscription_id = any(?)",
        statement -> {
          statement.setArray(1, WriteStore.longs(statement, ids));
          Map<Long, Stored> stored = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              String json = rows.getString(2);
              stored.put(
                  rows.getLong(1),
                  new Stored(
                      Optional.ofNullable(json).map(DetailsJson::details),
                      List.of((Long[]) rows.getArray(3).getArray()),
                      instant(rows, 4),
                      instant(rows, 5)));
            }
          }
          return stored;
        });
  }

  /** Writes rows and what they are found by; {@code before} is what is stored of them. */
  static void write(Transaction transaction, List<Written> written, Map<Long, Stored> before) {
    if (written.isEmpty()) {
      return;
    }
    List<Fact> gone = new ArrayList<>();
    List<Fact> come = new ArrayList<>();
    for (Written row : written) {
      Stored stored = before.get(row.subscription());
      List<Long> was = stored == null ? List.of() : stored.facts();
      was.stream()
          .filter(fact -> !row.facts().contains(fact))
          .forEach(fact -> gone.add(new Fact(row.organisation(), fact, row.subscription())));
      row.facts().stream()
          .filter(fact -> !was.contains(fact))
          .forEach(fact -> come.add(new Fact(row.organisation(), fact, row.subscription())));
    }
    Handle handle = transaction.handle();
    facts(
        handle,
        """
        delete from subscription_fact f using unnest(?::bigint[], ?::bigint[], ?::bigint[]) v (organisation, fact, id)
        where f.organisation_id = v.organisation and f.fact = v.fact and f.subscription_id = v.id\
        """,
        gone);
    facts(
        handle,
        """
        insert into subscription_fact (organisation_id, fact, subscription_id)
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[]) on conflict do nothing\
        """,
        come);
    Statements.prepared(
        handle,
        """
        insert into subscription_details (subscription_id, account_id, details, facts, as_of, read_at)
        select v.id, v.account, v.details::jsonb, v.facts::bigint[], v.as_of::timestamptz, v.read_at::timestamptz
        from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
          v (id, account, details, facts, as_of, read_at)
        on conflict (subscription_id) do update set details = excluded.details, facts = excluded.facts,
          as_of = excluded.as_of, read_at = excluded.read_at\
        """,
        statement -> {
          statement.setArray(1, longs(statement, written, Written::subscription));
          statement.setArray(2, longs(statement, written, Written::account));
          texts(statement, 3, written, row -> DetailsJson.of(row.details()));
          texts(statement, 4, written, row -> array(row.facts()));
          texts(statement, 5, written, row -> row.asOf().toString());
          texts(statement, 6, written, row -> row.readAt().map(Instant::toString).orElse(null));
          return statement.executeUpdate();
        });
  }

  /** They were read and are as they were. */
  static void confirm(
      Transaction transaction, Collection<Long> ids, Instant asOf, Optional<Instant> readAt) {
    if (ids.isEmpty()) {
      return;
    }
    Statements.prepared(
        transaction.handle(),
        "update subscription_details set as_of = ?::timestamptz, read_at = ?::timestamptz"
            + " where subscription_id = any(?)",
        statement -> {
          statement.setString(1, asOf.toString());
          statement.setString(2, readAt.map(Instant::toString).orElse(null));
          statement.setArray(3, WriteStore.longs(statement, ids));
          return statement.executeUpdate();
        });
  }

  /** Notes what was never read, to be read before everything else. */
  static void enqueue(Transaction transaction, long account, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Statements.prepared(
        transaction.handle(),
        """
        insert into subscription_details (subscription_id, account_id, read_at)
        select id, ?, ?::timestamptz from unnest(?::bigint[]) v (id)
        on conflict (subscription_id) do update set read_at = coalesce(subscription_details.read_at, excluded.read_at)\
        """,
        statement -> {
          statement.setLong(1, account);
          statement.setString(2, FIRST.toString());
          statement.setArray(3, WriteStore.longs(statement, ids));
          return statement.executeUpdate();
        });
  }

  /** Has them read at that time, or where {@code earlier} at their own if that comes first. */
  static void readAt(
      Transaction transaction, Collection<Long> ids, Instant readAt, boolean earlier) {
    if (ids.isEmpty()) {
      return;
    }
    Statements.prepared(
        transaction.handle(),
        "update subscription_details set read_at = "
            + (earlier ? "least(read_at, ?::timestamptz)" : "?::timestamptz")
            + " where subscription_id = any(?)",
        statement -> {
          statement.setString(1, readAt.toString());
          statement.setArray(2, WriteStore.longs(statement, ids));
          return statement.executeUpdate();
        });
  }

  /** Of one account, never read ones first, then those whose turn it has been for longest. */
  static List<DueDetails> due(Handle handle, long account, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select d.subscription_id, d.details is null as first, s.operator_key, coalesce(s.iccid, s.terminal_serial) as name
            from subscription_details d join subscription s on s.id = d.subscription_id
            where d.account_id = :account and d.read_at <= :now
            order by d.read_at, d.subscription_id limit :limit
            """)
        .bind("account", account)
        .bind("now", now)
        .bind("limit", limit)
        .map((row, _) ->
            new DueDetails(
                row.getLong(1),
                row.getBoolean(2),
                new SubscriptionRef(row.getString(3), row.getString(4))))
        .list();
  }

  static long backlog(Handle handle, long account, Instant now) {
    return handle
        .createQuery(
            "select count(*) from subscription_details where account_id = :account and read_at <= :now")
        .bind("account", account)
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }

  /** Before the rows are moved: they are found in their new organisation. */
  static void move(Transaction transaction, Collection<Long> ids, long organisation) {
    Statements.prepared(
        transaction.handle(),
        """
        update subscription_fact f set organisation_id = ?
        from subscription_details d cross join lateral unnest(d.facts) x (fact)
        join subscription s on s.id = d.subscription_id
        where d.subscription_id = any(?) and f.organisation_id = s.organisation_id and f.fact = x.fact
          and f.subscription_id = d.subscription_id\
        """,
        statement -> {
          statement.setLong(1, organisation);
          statement.setArray(2, WriteStore.longs(statement, ids));
          return statement.executeUpdate();
        });
  }

  private static void facts(Handle handle, String sql, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    Statements.prepared(
        handle,
        sql,
        statement -> {
          statement.setArray(1, longs(statement, facts, Fact::organisation));
          statement.setArray(2, longs(statement, facts, Fact::fact));
          statement.setArray(3, longs(statement, facts, Fact::subscription));
          return statement.executeUpdate();
        });
  }

  private static <R> Array longs(PreparedStatement statement, List<R> rows, Function<R, Long> value)
      throws SQLException {
    return statement.getConnection().createArrayOf("bigint", rows.stream().map(value).toArray());
  }

  private static <R> void texts(
      PreparedStatement statement, int parameter, List<R> rows, Function<R, @Nullable String> value)
      throws SQLException {
    @Nullable String[] texts = new String[rows.size()];
    Arrays.setAll(texts, i -> value.apply(rows.get(i)));
    statement.setArray(parameter, statement.getConnection().createArrayOf("text", texts));
  }

  /** As PostgreSQL reads it. */
  private static String array(List<Long> values) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i));
    }
    return text.append('}').toString();
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
