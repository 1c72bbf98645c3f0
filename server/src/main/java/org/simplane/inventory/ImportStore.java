// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;

/** What an import has to know beside the rows it changes. */
final class ImportStore {

  private ImportStore() {}

  /**
   * The organisations of the scope by what a file may call them: number, name or reference; several
   * where that is ambiguous.
   */
  static Map<String, Set<Long>> organisations(Scope scope, Handle handle) {
    return Statements.prepared(
        handle,
        "select id, name, reference from organisation where id = any(?)",
        statement -> {
          statement.setArray(1, SubscriptionStore.organisations(statement.getConnection(), scope));
          Map<String, Set<Long>> ids = new HashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              long id = rows.getLong(1);
              ids.computeIfAbsent(rows.getString(2), _ -> new HashSet<>()).add(id);
              String reference = rows.getString(3);
              if (reference != null) {
                ids.computeIfAbsent(reference, _ -> new HashSet<>()).add(id);
              }
            }
          }
          return ids;
        });
  }

  static Map<Long, String> organisationNames(Scope scope, Handle handle) {
    Map<Long, String> names = new HashMap<>();
    handle
        .createQuery("select id, name from organisation where id = any(:scope)")
        .bindArray("scope", Long.class, (Object[]) scope.toArray())
        .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
        .forEach(entry -> names.put(entry.getKey(), entry.getValue()));
    return names;
  }

  /** A card or number that is taken, and whether the caller may know by whom. */
  record Taken(String value, long subscription, boolean inScope) {}

  /**
   * Cards held in another account: one of the caller's, or, for the own network, anybody's. The one
   * place that looks at strangers' rows; of them no more is told than that the number is taken.
   */
  static List<Taken> takenCards(
      Scope scope, Handle handle, WriteStore.Account account, Collection<String> iccidCores) {
    return taken(
        scope,
        handle,
        "select s.iccid_core, s.id, s.organisation_id = any(?) from subscription s where s.iccid_core = any(?)"
            + " and s.account_id <> ? and (s.organisation_id = any(?) or (? and s.own_network))",
        account,
        iccidCores);
  }

  /** IMSIs on the own network, where they are what a subscriber is known by. */
  static List<Taken> takenImsis(
      Scope scope, Handle handle, WriteStore.Account account, Collection<String> imsis) {
    if (!account.own()) {
      return List.of();
    }
    return taken(
        scope,
        handle,
        "select s.imsi, s.id, s.organisation_id = any(?) from subscription s where s.imsi = any(?) and ? <> 0"
            + " and s.own_network and (s.organisation_id = any(?) or ?)",
        account,
        imsis);
  }

  private static List<Taken> taken(
      Scope scope,
      Handle handle,
      String sql,
      WriteStore.Account account,
      Collection<String> values) {
    return Statements.prepared(
        handle,
        sql,
        statement -> {
          statement.setArray(1, SubscriptionStore.organisations(statement.getConnection(), scope));
          statement.setArray(2, WriteStore.texts(statement, values));
          statement.setLong(3, account.id());
          statement.setArray(4, SubscriptionStore.organisations(statement.getConnection(), scope));
          statement.setBoolean(5, account.own());
          List<Taken> taken = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              taken.add(new Taken(rows.getString(1), rows.getLong(2), rows.getBoolean(3)));
            }
          }
          return taken;
        });
  }

  /** The names of all custom attributes in use. */
  static List<String> attributeNames(Scope scope, Handle handle) {
    return handle
        .createQuery(
            """
            select distinct n.name from subscription s cross join lateral jsonb_object_keys(s.attributes) n (name)
            where s.attributes is not null and s.organisation_id = any(:scope) order by 1\
            """)
        .bindArray("scope", Long.class, (Object[]) scope.toArray())
        .mapTo(String.class)
        .list();
  }
}
