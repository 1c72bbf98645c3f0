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
import org.simplane.Transaction;

final class ApiClientStore {

  static final RoleHolderStore<ApiClient> SHARED =
      new RoleHolderStore<>("api_client", (row, _) -> read(row));

  private ApiClientStore() {}

  /** Whether there is a client or user at all; until the transaction ends nobody else makes one. */
  static boolean lockAndFindAny(Transaction transaction) {
    transaction.handle().execute("lock table api_client in share row exclusive mode");
    return transaction
        .handle()
        .createQuery("select exists (select from api_client) or exists (select from app_user)")
        .mapTo(Boolean.class)
        .one();
  }

  static ApiClient insert(
      Transaction transaction,
      long organisation,
      String clientId,
      byte[] secretHash,
      NewApiClient wanted,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into api_client (organisation_id, client_id, secret_hash, name, roles, dialects, enabled,
                                    created_at, updated_at)
            values (:organisation, :clientId, :secretHash, :name, :roles, :dialects, :enabled, :now, :now)
            returning *
            """)
        .bind("organisation", organisation)
        .bind("clientId", clientId)
        .bind("secretHash", secretHash)
        .bind("name", wanted.name())
        .bindBySqlType("roles", RoleHolderStore.names(wanted.roles()), Types.ARRAY)
        .bindBySqlType("dialects", RoleHolderStore.texts(wanted.dialects()), Types.ARRAY)
        .bind("enabled", wanted.enabled())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> read(row))
        .one();
  }

  static ApiClient update(Transaction transaction, ApiClient client, Optional<byte[]> secretHash) {
    return transaction
        .handle()
        .createQuery(
            """
            update api_client set name = :name, roles = :roles, dialects = :dialects, enabled = :enabled,
              secret_hash = coalesce(:secretHash, secret_hash), updated_at = :now, version = :version
            where id = :id
            returning *
            """)
        .bind("id", client.id())
        .bind("name", client.name())
        .bindBySqlType("roles", RoleHolderStore.names(client.roles()), Types.ARRAY)
        .bindBySqlType("dialects", RoleHolderStore.texts(client.dialects()), Types.ARRAY)
        .bind("enabled", client.enabled())
        .bind("secretHash", secretHash.orElse(null))
        .bind("now", client.updatedAt().atOffset(ZoneOffset.UTC))
        .bind("version", client.version())
        .map((row, _) -> read(row))
        .one();
  }

  private static ApiClient read(ResultSet row) throws SQLException {
    return new ApiClient(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("client_id"),
        row.getString("name"),
        RoleHolderStore.roles(row),
        RoleHolderStore.dialects(row),
        row.getBoolean("enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }
}
