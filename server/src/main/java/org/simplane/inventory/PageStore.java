// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;

/**
 * Lists. Every list is walked along an index that has its order: (organisation, id) of the table,
 * or the index of identifiers. Where several organisations or several stretches of the index are
 * asked for, each is walked for at most one page and the results are merged, so that a page costs
 * the same wherever it lies.
 */
final class PageStore {

  /** A row and its place in the list. */
  record Placed(Subscription subscription, Position position) {}

  /** Up to so many matches are sorted; of more, enough come by on a walk along the index. */
  static final int SPARSE = 10_000;

  private PageStore() {}

  /**
   * @param sparse whether few match, see {@link #SPARSE}
   * @param after empty: from the beginning
   * @param offset rows to be passed over first
   */
  static List<Placed> rows(
      Scope scope,
      Handle handle,
      SubscriptionQuery query,
      boolean sparse,
      Optional<Position> after,
      long offset,
      int limit) {
    Listing listing = new Listing(scope, query, sparse);
    Sql sql = listing.page(after, offset, limit);
    return Statements.planned(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          List<Placed> placed = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              Subscription subscription = SubscriptionRow.read(rows);
              String value = rows.getString(SubscriptionRow.WIDTH + 1);
              placed.add(new Placed(subscription, new Position(value, subscription.id())));
            }
          }
          return placed;
        });
  }

  /** Whether a filter leaves so few that they are better sorted than walked to. */
  static boolean isSparse(SubscriptionQuery query, SubscriptionPage.Total total) {
    return Listing.narrowsBeyondOrder(query) && total.exact() && total.count() <= SPARSE;
  }

  /** Counts matches, and stops at {@code limit}. */
  static long count(Scope scope, Handle handle, SubscriptionQuery query, long limit) {
    Sql sql = new Listing(scope, query, false).count(limit);
    return Statements.planned(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          return one(statement);
        });
  }

  /** The maintained count of what no filter narrows but account and organisation. */
  static long total(Scope scope, Handle handle, SubscriptionQuery query) {
    Sql sql =
        new Sql()
            .add(
                "select coalesce(sum(total), 0) from subscription_count where organisation_id = any(?)");
    sql.with(Listing.organisations(scope, query));
    query.account().ifPresent(account -> sql.add(" and account_id = ?").with(account));
    return Statements.prepared(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          return one(statement);
        });
  }

  /** What any identifier of begins as typed, each subscription once, in the order of kinds. */
  static List<Subscription> search(
      Scope scope,
      Handle handle,
      Map<IdentifierKind, List<IdentifierKind.Stretch>> wanted,
      int limit) {
    Sql sql = new Sql();
    sql.add("select ")
        .add(SubscriptionRow.COLUMNS)
        .add(" from (select k.id, min(k.kind) as kind from (");
    String union = "";
    for (Map.Entry<IdentifierKind, List<IdentifierKind.Stretch>> entry : wanted.entrySet()) {
      for (IdentifierKind.Stretch stretch : entry.getValue()) {
        sql.add(union)
            .add("select k.id, k.kind from unnest(?::bigint[]) o (id) cross join lateral (");
        sql.with(scope.toArray());
        sql.add("select i.subscription_id as id, i.kind from subscription_identifier i");
        sql.add(" where i.organisation_id = o.id and i.kind = ?").with(entry.getKey().code());
        Listing.within(sql, "i", stretch);
        sql.add(" order by i.value, i.subscription_id limit ?) k").with(limit);
        union = " union all ";
      }
    }
    sql.add(") k group by k.id order by 2, 1 limit ?) k join subscription s on s.id = k.id")
        .with(limit);
    sql.add(" where s.organisation_id = any(?) order by k.kind, k.id").with(scope.toArray());
    return Statements.planned(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          return SubscriptionStore.all(statement);
        });
  }

  private static long one(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A statement with its values. */
  static final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    Sql add(String part) {
      text.append(part);
      return this;
    }

    Sql with(Object value) {
      values.add(value);
      return this;
    }

    String text() {
      return text.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        switch (values.get(i)) {
          case Long[] longs ->
              statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", longs));
          case String[] texts ->
              statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
          case Object value -> statement.setObject(i + 1, value);
          case null -> statement.setObject(i + 1, null);
        }
      }
    }
  }
}
