// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Caller;
import org.simplane.Transaction;

/** Not by scope: here it is found out who asks. */
final class TokenStore {

  /**
   * A principal with what its credentials are held against.
   *
   * @param hash of a client the hex of its secret's SHA-256, of a user the slow hash
   */
  record Known(Principal principal, String hash) {}

  private TokenStore() {}

  static void insert(
      Transaction transaction,
      byte[] hash,
      Principal principal,
      String dialect,
      Instant issuedAt,
      Instant expiresAt) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into access_token (token_hash, principal_kind, principal_id, dialect, issued_at, expires_at)
            values (:hash, :kind, :id, :dialect, :issuedAt, :expiresAt)
            """)
        .bind("hash", hash)
        .bind("kind", principal.kind().name())
        .bind("id", principal.id())
        .bind("dialect", dialect)
        .bind("issuedAt", issuedAt.atOffset(ZoneOffset.UTC))
        .bind("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<Tokens.Verified> find(Handle handle, byte[] hash) {
    return handle
        .createQuery(
            """
            select t.principal_kind, t.principal_id, t.dialect, t.expires_at,
                   coalesce(u.organisation_id, c.organisation_id) as organisation_id,
                   coalesce(u.username, c.name) as name, coalesce(u.roles, c.roles) as roles,
                   coalesce(u.dialects, c.dialects) as dialects, coalesce(u.enabled, c.enabled) as enabled
            from access_token t
            left join app_user u on t.principal_kind = 'USER' and u.id = t.principal_id
            left join api_client c on t.principal_kind = 'CLIENT' and c.id = t.principal_id
            where t.token_hash = :hash and coalesce(u.id, c.id) is not null
            """)
        .bind("hash", hash)
        .map((row, _) -> {
          Principal principal =
              principal(
                  row,
                  Caller.Kind.valueOf(row.getString("principal_kind")),
                  row.getLong("principal_id"));
          return new Tokens.Verified(
              principal,
              row.getString("dialect"),
              row.getObject("expires_at", OffsetDateTime.class).toInstant(),
              principal.permissions());
        })
        .findOne();
  }

  static Optional<Known> client(Handle handle, String clientId) {
    return handle
        .createQuery(
            """
            select id, organisation_id, name, roles, dialects, enabled, encode(secret_hash, 'hex') as secret_hash
            from api_client where client_id = :clientId
            """)
        .bind("clientId", clientId)
        .map((row, _) ->
            new Known(
                principal(row, Caller.Kind.CLIENT, row.getLong("id")),
                row.getString("secret_hash")))
        .findOne();
  }

  static Optional<Known> user(Handle handle, String lowerCaseName) {
    return handle
        .createQuery(
            """
            select id, organisation_id, username as name, roles, dialects, enabled, password_hash
            from app_user where lower(username) = :name
            """)
        .bind("name", lowerCaseName)
        .map((row, _) ->
            new Known(
                principal(row, Caller.Kind.USER, row.getLong("id")),
                row.getString("password_hash")))
        .findOne();
  }

  static void revoke(Transaction transaction, byte[] hash) {
    transaction
        .handle()
        .createUpdate("delete from access_token where token_hash = :hash")
        .bind("hash", hash)
        .execute();
  }

  static void revokeAll(Transaction transaction, Caller.Kind kind, long id) {
    transaction
        .handle()
        .createUpdate(
            "delete from access_token where principal_kind = :kind and principal_id = :id")
        .bind("kind", kind.name())
        .bind("id", id)
        .execute();
  }

  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate("delete from access_token where expires_at < :before")
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Principal principal(ResultSet row, Caller.Kind kind, long id) throws SQLException {
    return new Principal(
        kind,
        id,
        row.getLong("organisation_id"),
        row.getString("name"),
        RoleHolderStore.roles(row),
        RoleHolderStore.dialects(row),
        row.getBoolean("enabled"));
  }
}
