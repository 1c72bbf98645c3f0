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
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.inventory.IdentifierKind.Stretch;

/**
 * Lists. Every list is walked along an index that has its order: (organisation, id) of the table,
 * or the index of identifiers. Where several organisations or several stretches of the index are
 * asked for, each is walked for at most one page and the results are merged, so that a page costs
 * the same wherever it lies.
 */
final class ListStore {

  /** A row and its place in the list. */
  record Placed(Subscription subscription, Position position) {}

  /** What lists are sorted by, as subscription_entry has it. */
  private static final Map<IdentifierKind, String> ORDER =
      Map.of(
          IdentifierKind.ICCID, "coalesce(s.iccid_core, '')",
          IdentifierKind.IMEI, "coalesce(left(s.imei, 14), '') collate \"C\"",
          IdentifierKind.IP_ADDRESS, "coalesce(address_key(s.ip_address), '') collate \"C\"",
          IdentifierKind.LABEL, "coalesce(lower(s.label), '') collate \"C\"");

  private final SubscriptionQuery query;
  private final Long[] organisations;
  private final Listing list;
  private final @Nullable IdentifierKind kind;
  private final List<Stretch> stretches;
  private final boolean descending;
  private final boolean sparse;

  /**
   * @param sparse few match what narrows the list: these are looked up and sorted, which is quicker
   *     than walking along an index until enough of them have come by
   */
  private ListStore(Listing list, boolean sparse) {
    this.list = list;
    this.query = list.query();
    this.organisations = list.organisations().toArray(Long[]::new);
    this.kind = list.kind();
    this.stretches = list.stretches();
    this.descending = list.descending();
    this.sparse = sparse;
  }

  /**
   * @param sparse whether few match, see {@link Listing#SPARSE}
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
    ListStore list = new ListStore(Listing.of(scope, handle, query), sparse);
    Sql sql = list.page(after, offset, limit);
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

  /** Counts matches, and stops at {@code limit}. */
  static long count(Scope scope, Handle handle, SubscriptionQuery query, long limit) {
    Sql sql = new ListStore(Listing.of(scope, handle, query), false).count(limit);
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
    if (!query.accounts().isEmpty()) {
      sql.add(" and account_id = any(?)").with(query.accounts().toArray(Long[]::new));
    }
    return Statements.prepared(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          return one(statement);
        });
  }

  private static long one(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Sql page(Optional<Position> after, long offset, int limit) {
    Sql sql = new Sql();
    sql.add("select ").add(SubscriptionRow.COLUMNS).add(", k.value from (");
    if (sparse) {
      sort(sql, after);
      sql.add(" limit ? offset ?").with(limit).with(offset);
    } else if (organisations.length == 1
        && stretches.size() <= 1
        && (!list.byAccounts() || query.accounts().size() == 1)) {
      Stretch stretch = stretches.isEmpty() ? null : stretches.getFirst();
      walk(sql, true, stretch, after);
      sql.add(" limit ? offset ?").with(limit).with(offset);
    } else {
      merge(sql, after, offset, limit);
    }
    sql.add(") k join subscription s on s.id = k.id").add(orderBy("k.value", "k.id"));
    return sql;
  }

  /**
   * Each stretch for itself, and the first of all of them. A page of n rows can only hold rows of
   * those n organisations, or accounts of theirs, whose first rows come first, so no more than
   * these are walked for a page each.
   */
  private void merge(Sql sql, Optional<Position> after, long offset, int limit) {
    long most = offset + limit;
    sql.add("select k.value, k.id from (");
    String union = "";
    List<@Nullable Stretch> all = new ArrayList<>(stretches);
    if (all.isEmpty()) {
      all.add(null);
    }
    for (Stretch stretch : all) {
      sql.add(union).add("select k.value, k.id from (select o.* from (");
      if (list.byAccounts()) {
        sql.add(
            "select c.organisation_id as id, c.account_id as account from subscription_count c");
        sql.add(" where c.organisation_id = any(?) and c.total > 0").with(organisations);
        sql.add(" and c.account_id = any(?)").with(accounts());
      } else {
        sql.add("select distinct c.organisation_id as id from subscription_count c");
        sql.add(" where c.organisation_id = any(?) and c.total > 0").with(organisations);
      }
      sql.add(") o cross join lateral (");
      walk(sql, false, stretch, after);
      sql.add(" limit 1) f").add(orderBy("f.value", "f.id"));
      sql.add(" limit ?) o cross join lateral (").with(most);
      walk(sql, false, stretch, after);
      sql.add(" limit ?) k").with(most);
      union = " union all ";
    }
    sql.add(") k").add(orderBy("k.value", "k.id"));
    sql.add(" limit ? offset ?").with(limit).with(offset);
  }

  /** All that match, and the first of them in order. */
  private void sort(Sql sql, Optional<Position> after) {
    String value = kind == null ? "''" : ORDER.getOrDefault(kind, "e.value");
    sql.add("select k.value, k.id from (select ")
        .add(value)
        .add(" as value, s.id from ")
        .add(list.fromFacts() ? "subscription_fact f join subscription s on" : "subscription s");
    if (list.fromFacts()) {
      sql.add(" s.id = f.subscription_id");
    }
    if (value.equals("e.value")) {
      sql.add(" join subscription_entry e on e.id = s.id and e.kind = ?")
          .with(kind == null ? 0 : kind.code());
    }
    if (list.fromFacts()) {
      sql.add(" where f.fact = ?").with(list.facts().getFirst()).add(" and f.organisation_id");
    } else {
      sql.add(" where s.organisation_id");
    }
    FilterStore.ofOrganisations(sql, organisations);
    narrow(sql);
    if (value.equals("e.value")) {
      String union = " and (";
      for (Stretch stretch : stretches) {
        sql.add(union).add("(true");
        FilterStore.within(sql, "e", stretch);
        once(sql, "e", stretch);
        sql.add(")");
        union = " or ";
      }
      sql.add(")");
    }
    sql.add(") k");
    if (after.isPresent()) {
      sql.add(" where (k.value, k.id) ").add(descending ? "<" : ">").add(" (?, ?)");
      sql.with(after.get().value()).with(after.get().id());
    }
    sql.add(orderBy("k.value", "k.id"));
  }

  private Sql count(long limit) {
    Sql sql = new Sql().add("select count(*) from (select 1 from (");
    if (kind != null && !Listing.narrowsBeyondOrder(query)) {
      String union = "";
      for (Stretch stretch : stretches) {
        sql.add(union).add("(select 1");
        from(sql).add(" = any(?)").with(organisations);
        narrow(sql, stretch);
        sql.add(" limit ?)").with(limit);
        union = " union all ";
      }
    } else if (list.fromFacts()) {
      sql.add("select 1 from subscription_fact f");
      if (list.narrowsTable()) {
        sql.add(" join subscription s on s.id = f.subscription_id");
      }
      sql.add(" where f.fact = ?").with(list.facts().getFirst()).add(" and f.organisation_id");
      FilterStore.ofOrganisations(sql, organisations);
      narrow(sql);
    } else if (!query.accounts().isEmpty()) {
      // Each account for itself: which of them a subscription is of follows its id.
      sql.add("select 1 from unnest(?::bigint[]) o (account) cross join lateral (")
          .with(accounts());
      sql.add("select 1 from subscription s where s.account_id = o.account and s.organisation_id");
      FilterStore.ofOrganisations(sql, organisations);
      narrow(sql);
      sql.add(" limit ?) c").with(limit);
    } else {
      sql.add("select 1 from subscription s where s.organisation_id");
      FilterStore.ofOrganisations(sql, organisations);
      narrow(sql);
    }
    return sql.add(") u limit ?) m").with(limit);
  }

  /**
   * @param one whether there is one organisation, and account where these are walked for
   *     themselves; else they are those of a row {@code o}
   */
  private void walk(Sql sql, boolean one, @Nullable Stretch stretch, Optional<Position> after) {
    String id = id();
    sql.add(kind == null ? "select '' as value, " : "select i.value, ").add(id).add(" as id");
    if (one) {
      from(sql).add(" = ?").with(organisations[0]);
    } else {
      from(sql).add(" = o.id");
    }
    if (list.byAccounts() && one) {
      sql.add(" and s.account_id = ?").with(accounts()[0]);
    } else if (list.byAccounts()) {
      sql.add(" and s.account_id = o.account");
    }
    narrow(sql, stretch);
    String than = descending ? "<" : ">";
    if (after.isPresent() && kind == null) {
      sql.add(" and ").add(id).add(" ").add(than).add(" ?").with(after.get().id());
    } else if (after.isPresent()) {
      sql.add(" and (i.value, i.subscription_id) ").add(than).add(" (?, ?)");
      sql.with(after.get().value()).with(after.get().id());
    }
    sql.add(kind == null ? orderBy(null, id) : orderBy("i.value", id));
  }

  /** Where the ids come from. */
  private String id() {
    if (kind != null) {
      return "i.subscription_id";
    }
    return list.alongFacts() ? "f.subscription_id" : "s.id";
  }

  /** Ends with a column of the organisation, to be compared. */
  private Sql from(Sql sql) {
    if (list.alongFacts()) {
      sql.add(" from subscription_fact f");
      if (list.narrowsTable()) {
        sql.add(" join subscription s on s.id = f.subscription_id");
      }
      return sql.add(" where f.fact = ?")
          .with(list.facts().getFirst())
          .add(" and f.organisation_id");
    }
    if (kind == null) {
      return sql.add(" from subscription s where s.organisation_id");
    }
    sql.add(" from subscription_identifier i");
    if (needsTable()) {
      sql.add(" join subscription s on s.id = i.subscription_id");
    }
    return sql.add(" where i.kind = ?").with(kind.code()).add(" and i.organisation_id");
  }

  private boolean needsTable() {
    return Listing.narrowsBeyondOrder(query) || kind == IdentifierKind.IMSI;
  }

  private void narrow(Sql sql, @Nullable Stretch stretch) {
    if (stretch != null) {
      FilterStore.within(sql, "i", stretch);
      once(sql, "i", stretch);
    }
    if (!list.byAccounts()) {
      FilterStore.ofAccounts(sql, query);
    }
    FilterStore.narrow(sql, query);
    if (list.alongFacts()) {
      furtherFacts(sql);
    } else {
      FilterStore.told(sql, list.facts(), organisations, "s.organisation_id", "s.id", true);
    }
    for (Map.Entry<IdentifierKind, String> prefix : new TreeMap<>(query.prefixes()).entrySet()) {
      if (prefix.getKey() != kind) {
        sql.add(" and ").add(id()).add(" in (");
        FilterStore.identified(
            sql, organisations, prefix.getKey(), prefix.getKey().stretches(prefix.getValue()));
      }
    }
  }

  /** All that is asked for, beside the first fact where it is found from the facts. */
  private void narrow(Sql sql) {
    FilterStore.ofAccounts(sql, query);
    FilterStore.narrow(sql, query);
    if (list.fromFacts()) {
      furtherFacts(sql);
    } else {
      FilterStore.told(sql, list.facts(), organisations, "s.organisation_id", "s.id", !sparse);
    }
    everyPrefix(sql);
  }

  /** Those that are not walked along. */
  private void furtherFacts(Sql sql) {
    List<Long> further = list.facts().subList(1, list.facts().size());
    FilterStore.told(
        sql, further, organisations, "f.organisation_id", "f.subscription_id", list.few());
  }

  private Long[] accounts() {
    return query.accounts().toArray(Long[]::new);
  }

  /** A card of which both numbers match is shown at the first. */
  private void once(Sql sql, String table, Stretch stretch) {
    if (kind == IdentifierKind.IMSI) {
      sql.add(
          " and not ("
              + table
              + ".value = s.imsi_2 and "
              + table
              + ".value <> s.imsi and starts_with(s.imsi, ?))");
      sql.with(stretch.text());
    }
  }

  private void everyPrefix(Sql sql) {
    new TreeMap<>(query.prefixes())
        .forEach((prefixKind, prefix) -> {
          sql.add(" and s.id in (");
          FilterStore.identified(sql, organisations, prefixKind, prefixKind.stretches(prefix));
        });
  }

  private String orderBy(@Nullable String value, String id) {
    String direction = descending ? " desc" : "";
    return " order by " + (value == null ? "" : value + direction + ", ") + id + direction;
  }
}
