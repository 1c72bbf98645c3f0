// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

final class OrganisationStore {

  private OrganisationStore() {}

  static Organisation root(Transaction transaction, String name, String tenant, Instant now) {
    insert(transaction, null, name, Optional.empty(), tenant, now);
    return transaction
        .handle()
        .createQuery("select * from organisation where parent_id is null and name = :name")
        .bind("name", name)
        .map((row, _) -> read(row))
        .one();
  }

  /** Empty when the parent has a child of that name. */
  static Optional<Organisation> insert(
      Transaction transaction,
      @Nullable Long parent,
      String name,
      Optional<String> reference,
      String tenant,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into organisation (parent_id, name, reference, tenant, created_at, updated_at)
            values (:parent, :name, :reference, :tenant, :now, :now)
            on conflict (parent_id, name) do nothing
            returning *
            """)
        .bind("parent", parent)
        .bind("name", name)
        .bind("reference", reference.orElse(null))
        .bind("tenant", tenant)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> read(row))
        .findOne();
  }

  /** Empty when the parent has another child of that name. */
  static Optional<Organisation> update(
      Transaction transaction,
      long id,
      String name,
      Optional<String> reference,
      Optional<Integer> requestsPerSecond,
      String tenant,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            update organisation o
            set name = :name, reference = :reference, requests_per_second = :rate, tenant = :tenant,
              updated_at = :now, version = version + 1
            where id = :id and not exists (
              select from organisation other
              where other.parent_id is not distinct from o.parent_id and other.name = :name and other.id <> o.id)
            returning *
            """)
        .bind("id", id)
        .bind("name", name)
        .bind("reference", reference.orElse(null))
        .bind("rate", requestsPerSecond.orElse(null))
        .bind("tenant", tenant)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> read(row))
        .findOne();
  }

  static Optional<Organisation> lock(Scope scope, Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery("select * from organisation where id = :id and id = any(:scope) for update")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> read(row))
        .findOne();
  }

  static Optional<Organisation> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery("select * from organisation where id = :id and id = any(:scope)")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> read(row))
        .findOne();
  }

  static List<Organisation> page(
      Scope scope, Handle handle, Optional<Long> parent, long after, int limit) {
    return handle
        .createQuery(
            """
            select * from organisation
            where id = any(:scope) and id > :after
              and (cast(:parent as bigint) is null or parent_id = :parent)
            order by id limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("parent", parent.orElse(null))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  static Set<Long> withThoseBelow(Handle handle, long id) {
    return handle
        .createQuery(
            """
            with recursive below (id) as (
              values (cast(:id as bigint))
              union
              select o.id from organisation o join below b on o.parent_id = b.id)
            select id from below
            """)
        .bind("id", id)
        .mapTo(Long.class)
        .set();
  }

  private static Organisation read(ResultSet row) throws SQLException {
    long parent = row.getLong("parent_id");
    return new Organisation(
        row.getLong("id"),
        row.wasNull() ? Optional.empty() : Optional.of(parent),
        row.getString("name"),
        Optional.ofNullable(row.getString("reference")),
        row.getString("tenant"),
        Optional.ofNullable(row.getObject("requests_per_second", Integer.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }
}
