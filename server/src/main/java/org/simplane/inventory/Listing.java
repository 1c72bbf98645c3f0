// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.inventory.IdentifierKind.Stretch;
import org.simplane.inventory.PageStore.Sql;
import org.simplane.inventory.SubscriptionQuery.Sort;
import org.simplane.inventory.SubscriptionQuery.SortKey;

/** A query as SQL: along which index it is walked, and what narrows it. */
final class Listing {

  /** Greater than any character of a value, and than any that may follow a complete one. */
  private static final String END = "\uDBFF\uDFFF";

  private static final String EXACT_END = "\u0001";

  /** What lists are sorted by, as subscription_entry has it. */
  private static final Map<IdentifierKind, String> ORDER =
      Map.of(
          IdentifierKind.ICCID, "coalesce(s.iccid_core, '')",
          IdentifierKind.IMEI, "coalesce(left(s.imei, 14), '') collate \"C\"",
          IdentifierKind.IP_ADDRESS, "coalesce(address_key(s.ip_address), '') collate \"C\"",
          IdentifierKind.LABEL, "coalesce(lower(s.label), '') collate \"C\"");

  private final SubscriptionQuery query;
  private final Long[] organisations;

  /** The kind of identifier walked along; null: along the ids. */
  private final @Nullable IdentifierKind kind;

  private final List<Stretch> stretches;
  private final boolean descending;
  private final boolean sparse;

  /**
   * @param sparse few match what narrows the list: these are looked up and sorted, which is quicker
   *     than walking along an index until enough of them have come by
   */
  Listing(Scope scope, SubscriptionQuery query, boolean sparse) {
    this.sparse = sparse;
    this.query = query;
    this.organisations = organisations(scope, query);
    this.kind = kind(query);
    String prefix = kind == null ? null : query.prefixes().get(kind);
    this.stretches = kind == null || prefix == null ? List.of() : kind.stretches(prefix);
    this.descending = query.sort().map(Sort::descending).orElse(false);
  }

  /** Those of the scope that are asked for; none when that is a stranger's. */
  static Long[] organisations(Scope scope, SubscriptionQuery query) {
    if (query.organisation().isEmpty()) {
      return scope.toArray();
    }
    long wanted = query.organisation().getAsLong();
    return scope.contains(wanted) ? new Long[] {wanted} : new Long[0];
  }

  private static @Nullable IdentifierKind kind(SubscriptionQuery query) {
    Optional<SortKey> key = query.sort().map(Sort::key);
    if (key.isEmpty()) {
      return query.prefixes().isEmpty() ? null : new TreeMap<>(query.prefixes()).firstKey();
    }
    return switch (key.get()) {
      case ID -> null;
      case ICCID -> IdentifierKind.ICCID;
      case IMEI -> IdentifierKind.IMEI;
      case IP_ADDRESS -> IdentifierKind.IP_ADDRESS;
      case LABEL -> IdentifierKind.LABEL;
    };
  }

  /** Names the order, so that a cursor of another one is noticed. */
  static String order(SubscriptionQuery query) {
    IdentifierKind kind = kind(query);
    String name = kind == null ? "id" : kind.name().toLowerCase(Locale.ROOT);
    return query.sort().map(Sort::descending).orElse(false) ? "-" + name : name;
  }

  Sql page(Optional<Position> after, long offset, int limit) {
    Sql sql = new Sql();
    sql.add("select ").add(SubscriptionRow.COLUMNS).add(", k.value from (");
    if (sparse) {
      sort(sql, after);
      sql.add(" limit ? offset ?").with(limit).with(offset);
    } else if (organisations.length == 1 && stretches.size() <= 1) {
      Stretch stretch = stretches.isEmpty() ? null : stretches.getFirst();
      walk(sql, organisations[0], stretch, after);
      sql.add(" limit ? offset ?").with(limit).with(offset);
    } else {
      merge(sql, after, offset, limit);
    }
    sql.add(") k join subscription s on s.id = k.id").add(orderBy("k.value", "k.id"));
    return sql;
  }

  /**
   * Each stretch for itself, and the first of all of them. A page of n rows can only hold rows of
   * those n organisations whose first rows come first, so no more than these are walked for a page
   * each.
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
      sql.add(union).add("select k.value, k.id from (select o.id from (");
      sql.add("select distinct c.organisation_id as id from subscription_count c");
      sql.add(" where c.organisation_id = any(?) and c.total > 0").with(organisations);
      sql.add(") o cross join lateral (");
      walk(sql, null, stretch, after);
      sql.add(" limit 1) f").add(orderBy("f.value", "f.id"));
      sql.add(" limit ?) o cross join lateral (").with(most);
      walk(sql, null, stretch, after);
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
        .add(" as value, s.id from subscription s");
    if (value.equals("e.value")) {
      sql.add(" join subscription_entry e on e.id = s.id and e.kind = ?")
          .with(kind == null ? 0 : kind.code());
    }
    sql.add(" where s.organisation_id = any(?)").with(organisations);
    narrowTable(sql);
    everyPrefix(sql);
    if (value.equals("e.value")) {
      String union = " and (";
      for (Stretch stretch : stretches) {
        sql.add(union).add("(true");
        within(sql, "e", stretch);
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

  Sql count(long limit) {
    Sql sql = new Sql().add("select count(*) from (select 1 from (");
    if (kind != null && !narrowsBeyondOrder(query)) {
      String union = "";
      for (Stretch stretch : stretches) {
        sql.add(union).add("(select 1");
        from(sql).add(" = any(?)").with(organisations);
        narrow(sql, stretch);
        sql.add(" limit ?)").with(limit);
        union = " union all ";
      }
    } else {
      sql.add("select 1 from subscription s where s.organisation_id = any(?)").with(organisations);
      narrowTable(sql);
      everyPrefix(sql);
    }
    return sql.add(") u limit ?) m").with(limit);
  }

  /** Whether something narrows the list that the index walked along does not know of. */
  static boolean narrowsBeyondOrder(SubscriptionQuery query) {
    IdentifierKind kind = kind(query);
    return !query.statuses().isEmpty()
        || query.account().isPresent()
        || !query.tags().isEmpty()
        || !query.attributes().isEmpty()
        || query.prefixes().keySet().stream().anyMatch(other -> other != kind);
  }

  private void walk(
      Sql sql, @Nullable Long organisation, @Nullable Stretch stretch, Optional<Position> after) {
    sql.add(kind == null ? "select '' as value, s.id" : "select i.value, i.subscription_id as id");
    if (organisation == null) {
      from(sql).add(" = o.id");
    } else {
      from(sql).add(" = ?").with(organisation);
    }
    narrow(sql, stretch);
    String than = descending ? "<" : ">";
    if (after.isPresent() && kind == null) {
      sql.add(" and s.id ").add(than).add(" ?").with(after.get().id());
    } else if (after.isPresent()) {
      sql.add(" and (i.value, i.subscription_id) ").add(than).add(" (?, ?)");
      sql.with(after.get().value()).with(after.get().id());
    }
    sql.add(kind == null ? orderBy(null, "s.id") : orderBy("i.value", "i.subscription_id"));
  }

  private Sql from(Sql sql) {
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
    return narrowsBeyondOrder(query) || kind == IdentifierKind.IMSI;
  }

  private void narrow(Sql sql, @Nullable Stretch stretch) {
    if (stretch != null) {
      within(sql, "i", stretch);
      once(sql, "i", stretch);
    }
    narrowTable(sql);
    for (Map.Entry<IdentifierKind, String> prefix : new TreeMap<>(query.prefixes()).entrySet()) {
      if (prefix.getKey() != kind) {
        sql.add(kind == null ? " and s.id in (" : " and i.subscription_id in (");
        identified(sql, prefix.getKey(), prefix.getKey().stretches(prefix.getValue()));
      }
    }
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

  private void narrowTable(Sql sql) {
    if (!query.statuses().isEmpty()) {
      sql.add(" and s.status = any(?)")
          .with(query.statuses().stream().map(Enum::name).toArray(String[]::new));
    }
    query.account().ifPresent(account -> sql.add(" and s.account_id = ?").with(account));
    if (!query.tags().isEmpty()) {
      sql.add(" and s.tags @> ?").with(query.tags().toArray(String[]::new));
    }
    if (!query.attributes().isEmpty()) {
      sql.add(" and s.attributes @> ?::jsonb").with(StoredJson.tree(query.attributes()).toString());
    }
  }

  private void everyPrefix(Sql sql) {
    new TreeMap<>(query.prefixes())
        .forEach((prefixKind, prefix) -> {
          sql.add(" and s.id in (");
          identified(sql, prefixKind, prefixKind.stretches(prefix));
        });
  }

  private void identified(Sql sql, IdentifierKind other, List<Stretch> within) {
    String union = "";
    for (Stretch stretch : within) {
      sql.add(union).add("select j.subscription_id from subscription_identifier j");
      sql.add(" where j.organisation_id = any(?) and j.kind = ?")
          .with(organisations)
          .with(other.code());
      within(sql, "j", stretch);
      union = " union all ";
    }
    sql.add(")");
  }

  /** The database's own lower case, as in the index. */
  static void within(Sql sql, String table, Stretch stretch) {
    sql.add(" and " + table + ".value >= lower(?) and " + table + ".value < lower(?) || ?");
    sql.with(stretch.text()).with(stretch.text()).with(stretch.exact() ? EXACT_END : END);
  }

  private String orderBy(@Nullable String value, String id) {
    String direction = descending ? " desc" : "";
    return " order by " + (value == null ? "" : value + direction + ", ") + id + direction;
  }
}
