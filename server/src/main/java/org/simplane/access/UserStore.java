// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;

final class UserStore {

  static final RoleHolderStore<User> SHARED =
      new RoleHolderStore<>("app_user", (row, _) -> read(row));

  private UserStore() {}

  /** Empty when the name is taken. */
  static Optional<User> insert(
      Transaction transaction, long organisation, NewUser wanted, String hash, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into app_user (organisation_id, username, password_hash, display_name, email, roles, dialects,
                                  enabled, created_at, updated_at)
            values (:organisation, :username, :hash, :displayName, :email, :roles, :dialects, :enabled, :now, :now)
            on conflict (lower(username)) do nothing
            returning *
            """)
        .bind("organisation", organisation)
        .bind("username", wanted.username())
        .bind("hash", hash)
        .bind("displayName", wanted.displayName().orElse(null))
        .bind("email", wanted.email().orElse(null))
        .bindBySqlType("roles", RoleHolderStore.names(wanted.roles()), Types.ARRAY)
        .bindBySqlType("dialects", RoleHolderStore.texts(wanted.dialects()), Types.ARRAY)
        .bind("enabled", wanted.enabled())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> read(row))
        .findOne();
  }

  static User update(Transaction transaction, User user, Optional<String> hash) {
    return transaction
        .handle()
        .createQuery(
            """
            update app_user set display_name = :displayName, email = :email, roles = :roles, dialects = :dialects,
              enabled = :enabled, password_hash = coalesce(:hash, password_hash), updated_at = :now, version = :version
            where id = :id
            returning *
            """)
        .bind("id", user.id())
        .bind("displayName", user.displayName().orElse(null))
        .bind("email", user.email().orElse(null))
        .bindBySqlType("roles", RoleHolderStore.names(user.roles()), Types.ARRAY)
        .bindBySqlType("dialects", RoleHolderStore.texts(user.dialects()), Types.ARRAY)
        .bind("enabled", user.enabled())
        .bind("hash", hash.orElse(null))
        .bind("now", user.updatedAt().atOffset(ZoneOffset.UTC))
        .bind("version", user.version())
        .map((row, _) -> read(row))
        .one();
  }

  static Optional<User> findByName(Scope scope, Handle handle, String lowerCaseName) {
    return handle
        .createQuery(
            "select * from app_user where lower(username) = :name and organisation_id = any(:scope)")
        .bind("name", lowerCaseName)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> read(row))
        .findOne();
  }

  private static User read(ResultSet row) throws SQLException {
    return new User(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("username"),
        Optional.ofNullable(row.getString("display_name")),
        Optional.ofNullable(row.getString("email")),
        RoleHolderStore.roles(row),
        RoleHolderStore.dialects(row),
        row.getBoolean("enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }
}
