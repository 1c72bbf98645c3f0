// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/**
 * Writes, each for thousands of rows at once. Rows are locked in the order of their ids before they
 * are changed, so that two writers wait for each other instead of dying of each other.
 */
final class WriteStore {

  private static final List<TableColumn> ALL = concat(TableColumn.KEYS, TableColumn.VALUES);

  private static final String INSERT =
      "insert into subscription (own_network, "
          + TableColumn.names(ALL)
          + ") select ?, "
          + TableColumn.values(ALL)
          + " from unnest("
          + TableColumn.arrays(ALL)
          + ") v ("
          + TableColumn.names(ALL)
          + ") on conflict do nothing returning id";

  private static final String UPDATE =
      "update subscription s set "
          + TableColumn.assignments(TableColumn.VALUES)
          + " from unnest(?::bigint[], "
          + TableColumn.arrays(TableColumn.VALUES)
          + ") v (id, "
          + TableColumn.names(TableColumn.VALUES)
          + ") where s.id = v.id";

  private static final String UNINDEX =
      """
      delete from subscription_identifier i using subscription_entry e
      where e.id = any(?) and e.kind = any(?) and i.organisation_id = e.organisation_id and i.kind = e.kind
        and i.value = e.value and i.subscription_id = e.id\
      """;

  private static final String INDEX =
      """
      insert into subscription_identifier (organisation_id, kind, value, subscription_id)
      select e.organisation_id, e.kind, e.value, e.id from subscription_entry e
      where e.id = any(?) and e.kind = any(?) on conflict do nothing\
      """;

  /** Of more subscriptions than these a plan made for them is worth its price. */
  private static final int FEW = 50;

  private WriteStore() {}

  /** Of the account itself, empty when it is outside the scope. */
  static Optional<Account> account(Scope scope, Handle handle, long account) {
    return Statements.prepared(
        handle,
        "select organisation_id, platform = 'own' from operator_account where id = ? and organisation_id = any(?)",
        statement -> {
          statement.setLong(1, account);
          statement.setArray(2, SubscriptionStore.organisations(statement.getConnection(), scope));
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                ? Optional.of(new Account(account, rows.getLong(1), rows.getBoolean(2)))
                : Optional.empty();
          }
        });
  }

  /** What must be known of an operator account to put subscriptions into it. */
  record Account(long id, long organisation, boolean own) {}

  /** Locks and reads, in the order of ids. */
  static List<Subscription> lock(Scope scope, Transaction transaction, Collection<Long> ids) {
    return Statements.prepared(
        transaction.handle(),
        "select "
            + SubscriptionRow.COLUMNS
            + " from subscription s where s.id = any(?) and s.organisation_id = any(?) order by s.id for no key update",
        statement -> {
          statement.setArray(1, longs(statement, ids));
          statement.setArray(2, SubscriptionStore.organisations(statement.getConnection(), scope));
          return SubscriptionStore.all(statement);
        });
  }

  /** For what serves all organisations. */
  static List<Subscription> lockForWork(Transaction transaction, Collection<Long> ids) {
    return Statements.prepared(
        transaction.handle(),
        "select "
            + SubscriptionRow.COLUMNS
            + " from subscription s where s.id = any(?) order by s.id for no key update",
        statement -> {
          statement.setArray(1, longs(statement, ids));
          return SubscriptionStore.all(statement);
        });
  }

  /** Locks and reads an account's subscriptions that have one of the keys or ICCIDs. */
  static List<Subscription> lockOfAccount(
      Transaction transaction,
      long account,
      Collection<String> keys,
      Collection<String> iccidCores) {
    return Statements.prepared(
        transaction.handle(),
        "select "
            + SubscriptionRow.COLUMNS
            + " from subscription s where s.id in (select a.id from subscription a where a.account_id = ?"
            + " and a.operator_key = any(?) union all select b.id from subscription b where b.account_id = ?"
            + " and b.iccid_core = any(?)) order by s.id for no key update",
        statement -> {
          statement.setLong(1, account);
          statement.setArray(2, texts(statement, keys));
          statement.setLong(3, account);
          statement.setArray(4, texts(statement, iccidCores));
          return SubscriptionStore.all(statement);
        });
  }

  /** Ids for new rows. */
  static List<Long> nextIds(Handle handle, int count) {
    return Statements.prepared(
        handle,
        "select nextval('subscription_id_seq') from generate_series(1, ?)",
        statement -> {
          statement.setInt(1, count);
          return ids(statement);
        });
  }

  /**
   * Inserts, indexes and counts. Left out, and missing in the answer, is what came to be at the
   * same time elsewhere.
   */
  static List<Subscription> insert(Transaction transaction, boolean own, List<Subscription> added) {
    if (added.isEmpty()) {
      return added;
    }
    Handle handle = transaction.handle();
    Set<Long> inserted =
        Statements.prepared(
            handle,
            INSERT,
            statement -> {
              statement.setBoolean(1, own);
              fill(statement, 2, ALL, added);
              return new HashSet<>(ids(statement));
            });
    index(handle, inserted, Set.of(IdentifierKind.values()));
    List<Subscription> present =
        inserted.size() == added.size()
            ? added
            : added.stream().filter(s -> inserted.contains(s.id())).toList();
    count(handle, present, 1);
    return present;
  }

  /** Writes whole rows that were read under lock; the index follows for {@code changed} alone. */
  static void update(
      Transaction transaction, List<Subscription> updated, Set<IdentifierKind> changed) {
    if (updated.isEmpty()) {
      return;
    }
    List<Long> ids = updated.stream().map(Subscription::id).toList();
    unindex(transaction.handle(), ids, changed);
    Statements.prepared(
        transaction.handle(),
        UPDATE,
        statement -> {
          statement.setArray(1, longs(statement, ids));
          fill(statement, 2, TableColumn.VALUES, updated);
          return statement.executeUpdate();
        });
    index(transaction.handle(), ids, changed);
  }

  /** The rows are locked; their identifiers and counts go with them. */
  static void move(
      Transaction transaction, List<Subscription> moved, long organisation, Instant now) {
    Handle handle = transaction.handle();
    List<Long> ids = moved.stream().map(Subscription::id).toList();
    Set<IdentifierKind> all = Set.of(IdentifierKind.values());
    unindex(handle, ids, all);
    Statements.prepared(
        handle,
        "update subscription set organisation_id = ?, updated_at = ?::timestamptz, version = version + 1 where id = any(?)",
        statement -> {
          statement.setLong(1, organisation);
          statement.setString(2, now.toString());
          statement.setArray(3, longs(statement, ids));
          return statement.executeUpdate();
        });
    index(handle, ids, all);
    count(handle, moved, -1);
    handle
        .createUpdate(
            """
            insert into subscription_count (organisation_id, account_id, total)
            select organisation_id, account_id, count(*) from subscription where id = any(:ids) group by 1, 2 order by 1, 2
            on conflict (organisation_id, account_id) do update set total = subscription_count.total + excluded.total\
            """)
        .bindArray("ids", Long.class, ids)
        .execute();
  }

  static void unindex(Handle handle, Collection<Long> ids, Set<IdentifierKind> kinds) {
    reindex(handle, UNINDEX, ids, kinds);
  }

  static void index(Handle handle, Collection<Long> ids, Set<IdentifierKind> kinds) {
    reindex(handle, INDEX, ids, kinds);
  }

  private static void reindex(
      Handle handle, String sql, Collection<Long> ids, Set<IdentifierKind> kinds) {
    if (ids.isEmpty() || kinds.isEmpty()) {
      return;
    }
    Statements.Work<Integer> work =
        statement -> {
          statement.setArray(1, longs(statement, ids));
          Object[] codes = kinds.stream().map(kind -> (short) kind.code()).toArray();
          statement.setArray(2, statement.getConnection().createArrayOf("smallint", codes));
          return statement.executeUpdate();
        };
    if (ids.size() > FEW) {
      Statements.planned(handle, sql, work);
    } else {
      Statements.prepared(handle, sql, work);
    }
  }

  /** In the order of keys, against deadlocks between two who count. */
  private static void count(Handle handle, List<Subscription> subscriptions, int sign) {
    Map<Long, Map<Long, Long>> totals = new TreeMap<>();
    for (Subscription s : subscriptions) {
      totals
          .computeIfAbsent(s.organisation(), _ -> new TreeMap<>())
          .merge(s.account(), (long) sign, Long::sum);
    }
    totals.forEach((organisation, accounts) ->
        accounts.forEach((account, total) ->
            handle
                .createUpdate(
                    """
                    insert into subscription_count (organisation_id, account_id, total) values (:organisation, :account, :total)
                    on conflict (organisation_id, account_id) do update set total = subscription_count.total + excluded.total\
                    """)
                .bind("organisation", organisation)
                .bind("account", account)
                .bind("total", total)
                .execute()));
  }

  /** What is empty leaves what is there. */
  static void puks(Handle handle, Map<Long, SealedPuks> sealed) {
    if (sealed.isEmpty()) {
      return;
    }
    List<Map.Entry<Long, SealedPuks>> ordered = List.copyOf(new TreeMap<>(sealed).entrySet());
    Statements.prepared(
        handle,
        """
        update subscription s set puk1 = coalesce(v.puk1, s.puk1), puk2 = coalesce(v.puk2, s.puk2)
        from unnest(?::bigint[], ?::text[]::bytea[], ?::text[]::bytea[]) v (id, puk1, puk2) where s.id = v.id\
        """,
        statement -> {
          statement.setArray(1, longs(statement, ordered.stream().map(Map.Entry::getKey).toList()));
          statement.setArray(2, codes(statement, ordered, SealedPuks::puk1));
          statement.setArray(3, codes(statement, ordered, SealedPuks::puk2));
          return statement.executeUpdate();
        });
  }

  private static Array codes(
      PreparedStatement statement,
      List<Map.Entry<Long, SealedPuks>> sealed,
      Function<SealedPuks, Optional<byte[]>> code)
      throws SQLException {
    Object[] codes = new Object[sealed.size()];
    Arrays.setAll(
        codes, i -> code.apply(sealed.get(i).getValue()).map(WriteStore::hex).orElse(null));
    return statement.getConnection().createArrayOf("text", codes);
  }

  /** As PostgreSQL reads it. */
  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  static Map<Long, SealedPuks> sealedPuks(Scope scope, Handle handle, Collection<Long> ids) {
    return Statements.prepared(
        handle,
        "select id, puk1, puk2 from subscription where id = any(?) and organisation_id = any(?)"
            + " and (puk1 is not null or puk2 is not null)",
        statement -> {
          statement.setArray(1, longs(statement, ids));
          statement.setArray(2, SubscriptionStore.organisations(statement.getConnection(), scope));
          Map<Long, SealedPuks> sealed = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              sealed.put(
                  rows.getLong(1),
                  new SealedPuks(
                      Optional.ofNullable(rows.getBytes(2)),
                      Optional.ofNullable(rows.getBytes(3))));
            }
          }
          return sealed;
        });
  }

  static Array longs(PreparedStatement statement, Collection<Long> values) throws SQLException {
    return statement.getConnection().createArrayOf("bigint", values.toArray());
  }

  static Array texts(PreparedStatement statement, Collection<String> values) throws SQLException {
    return statement.getConnection().createArrayOf("text", values.toArray());
  }

  private static void fill(
      PreparedStatement statement, int first, List<TableColumn> columns, List<Subscription> rows)
      throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      TableColumn column = columns.get(i);
      Function<Subscription, @Nullable Object> value = column.value();
      @Nullable Object[] values = new Object[rows.size()];
      Arrays.setAll(values, row -> value.apply(rows.get(row)));
      statement.setArray(
          first + i, statement.getConnection().createArrayOf(column.array(), values));
    }
  }

  static List<Long> ids(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  private static List<TableColumn> concat(List<TableColumn> first, List<TableColumn> second) {
    List<TableColumn> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
