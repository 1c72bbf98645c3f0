// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.Service;

/** What is barred, and why. */
final class RestrictionStore {

  private RestrictionStore() {}

  /** Those that were not there before. */
  static List<Restriction> insert(
      Scope scope, Transaction transaction, Collection<Restriction> wanted, Instant now) {
    Query query =
        transaction
            .handle()
            .createQuery(
                """
                insert into restriction (subscription_id, organisation_id, service, cause, since)
                select s.id, s.organisation_id, w.service, w.cause, :now
                from unnest(:ids, :services, :causes) as w(id, service, cause)
                join subscription s on s.id = w.id and s.organisation_id = any(:scope)
                order by s.id, w.service, w.cause
                on conflict do nothing
                returning subscription_id, service, cause
                """)
            .bind("now", now);
    return written(scope, query, wanted);
  }

  /** Those that were there. */
  static List<Restriction> delete(
      Scope scope, Transaction transaction, Collection<Restriction> unwanted) {
    Query query =
        transaction
            .handle()
            .createQuery(
                """
                with gone as materialized (
                  select r.subscription_id, r.service, r.cause from restriction r
                  join unnest(:ids, :services, :causes) as w(id, service, cause)
                    on r.subscription_id = w.id and r.service = w.service and r.cause = w.cause
                  where r.organisation_id = any(:scope)
                  order by r.subscription_id, r.service, r.cause for update of r)
                delete from restriction r using gone
                where r.subscription_id = gone.subscription_id and r.service = gone.service and r.cause = gone.cause
                returning r.subscription_id, r.service, r.cause
                """);
    return written(scope, query, unwanted);
  }

  /** They belong to who has the subscription. */
  static void follow(Transaction transaction, Collection<Long> subscriptions) {
    transaction
        .handle()
        .createUpdate(
            """
            update restriction r set organisation_id = s.organisation_id from subscription s
            where r.subscription_id = any(:ids) and s.id = r.subscription_id and r.organisation_id <> s.organisation_id
            """)
        .bind("ids", subscriptions.toArray(Long[]::new))
        .execute();
  }

  private static List<Restriction> written(
      Scope scope, Query query, Collection<Restriction> restrictions) {
    List<Restriction> distinct = restrictions.stream().distinct().toList();
    return query
        .bind("ids", distinct.stream().map(Restriction::subscription).toArray(Long[]::new))
        .bind("services", distinct.stream().map(r -> r.service().name()).toArray(String[]::new))
        .bind("causes", distinct.stream().map(r -> r.cause().name()).toArray(String[]::new))
        .bind("scope", scope.toArray())
        .map((row, _) -> restriction(row))
        .list();
  }

  static Map<Long, Set<Restriction>> of(
      Scope scope, Handle handle, Collection<Long> subscriptions) {
    Map<Long, Set<Restriction>> of = new HashMap<>();
    handle
        .createQuery(
            """
            select subscription_id, service, cause from restriction
            where subscription_id = any(:ids) and organisation_id = any(:scope)
            """)
        .bind("ids", subscriptions.toArray(Long[]::new))
        .bind("scope", scope.toArray())
        .map((row, _) -> restriction(row))
        .forEach(
            found -> of.computeIfAbsent(found.subscription(), _ -> new HashSet<>()).add(found));
    return of;
  }

  private static Restriction restriction(ResultSet row) throws SQLException {
    return new Restriction(
        row.getLong(1),
        Service.valueOf(row.getString(2)),
        Restriction.Cause.valueOf(row.getString(3)));
  }
}
