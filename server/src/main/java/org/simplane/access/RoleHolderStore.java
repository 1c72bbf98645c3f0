// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.simplane.Scope;
import org.simplane.Transaction;

/** What the tables of users and of API clients are asked alike. */
final class RoleHolderStore<H extends RoleHolder> {

  private final String table;
  private final RowMapper<H> row;

  RoleHolderStore(String table, RowMapper<H> row) {
    this.table = table;
    this.row = row;
  }

  Optional<H> find(Scope scope, Handle handle, long id) {
    return within(scope, handle, "id = :id").bind("id", id).map(row).findOne();
  }

  Optional<H> lock(Scope scope, Transaction transaction, long id) {
    return within(scope, transaction.handle(), "id = :id for update")
        .bind("id", id)
        .map(row)
        .findOne();
  }

  List<H> page(Scope scope, Handle handle, long after, int limit) {
    return within(scope, handle, "id > :after order by id limit :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map(row)
        .list();
  }

  void delete(Transaction transaction, long id) {
    transaction
        .handle()
        .createUpdate("delete from " + table + " where id = :id")
        .bind("id", id)
        .execute();
  }

  private Query within(Scope scope, Handle handle, String which) {
    return handle
        .createQuery("select * from " + table + " where organisation_id = any(:scope) and " + which)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY);
  }

  static String[] names(Collection<Role> roles) {
    return roles.stream().sorted().map(Role::name).toArray(String[]::new);
  }

  static String[] texts(Collection<String> values) {
    return values.stream().sorted().toArray(String[]::new);
  }

  /** A role that this version does not know (a newer node may write it) allows nothing. */
  static Set<Role> roles(ResultSet row) throws SQLException {
    Set<String> names = Set.of((String[]) row.getArray("roles").getArray());
    return Arrays.stream(Role.values())
        .filter(role -> names.contains(role.name()))
        .collect(Collectors.toSet());
  }

  static Set<String> dialects(ResultSet row) throws SQLException {
    return Set.of((String[]) row.getArray("dialects").getArray());
  }
}
