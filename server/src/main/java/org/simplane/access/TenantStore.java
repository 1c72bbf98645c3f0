// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.Types;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Names are unique over all organisations, so what looks for them is not by scope. */
final class TenantStore {

  private TenantStore() {}

  static OptionalLong find(Handle handle, String lowerCaseName) {
    return handle
        .createQuery("select id from organisation where lower(tenant) = :name")
        .bind("name", lowerCaseName)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static List<String> names(Scope scope, Handle handle, int most) {
    return handle
        .createQuery(
            """
            select tenant from organisation where id = any(:scope)
            order by id <> :own, id limit :most
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("own", scope.organisation())
        .bind("most", most)
        .mapTo(String.class)
        .list();
  }

  /** In lower case; until the transaction ends nobody else takes a name. */
  static Set<String> lockAndFindLike(Transaction transaction, String start) {
    lock(transaction);
    return transaction
        .handle()
        .createQuery(
            "select lower(tenant) from organisation where lower(tenant) = :start or lower(tenant) like :start || '-%'")
        .bind("start", start)
        .mapTo(String.class)
        .set();
  }

  static boolean lockAndFindOther(Transaction transaction, String lowerCaseName, long id) {
    lock(transaction);
    return transaction
        .handle()
        .createQuery(
            "select exists (select from organisation where lower(tenant) = :name and id <> :id)")
        .bind("name", lowerCaseName)
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  private static void lock(Transaction transaction) {
    transaction.handle().execute("select pg_advisory_xact_lock(hashtext('simplane tenant names'))");
  }
}
