// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;

/** Search by whatever of a subscription is known, along the index of identifiers. */
final class SearchStore {

  private SearchStore() {}

  /** What has one of these numbers at one of these places, each subscription once. */
  static List<Subscription> having(
      Scope scope,
      Handle handle,
      Collection<IdentifierKind> places,
      Collection<String> numbers,
      int limit) {
    Sql sql = new Sql();
    sql.add("select ")
        .add(SubscriptionRow.COLUMNS)
        .add(" from (select distinct i.subscription_id as id from subscription_identifier i")
        .add(" where i.organisation_id = any(?)")
        .with(scope.toArray())
        .add(" and i.kind = any(?::smallint[])")
        .with(places.stream().map(place -> (long) place.code()).toArray(Long[]::new))
        .add(" and i.value = any(?)")
        .with(numbers.toArray(String[]::new))
        .add(" order by 1 limit ?) k join subscription s on s.id = k.id")
        .with(limit)
        .add(" where s.organisation_id = any(?) order by s.id")
        .with(scope.toArray());
    return Statements.planned(
        handle,
        sql.text(),
        statement -> {
          sql.bind(statement);
          return SubscriptionStore.all(statement);
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
        FilterStore.within(sql, "i", stretch);
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
}
