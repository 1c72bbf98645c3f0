// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.simplane.Transaction;
import org.simplane.access.IdempotencyKeys.Answer;
import org.simplane.access.IdempotencyKeys.Claim;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Not by scope: a row belongs to one principal, whose kind and id are part of its key. */
final class IdempotencyStore {

  private static final JsonMapper JSON = JsonMapper.shared();

  private IdempotencyStore() {}

  static Claim claim(
      Transaction transaction,
      String principal,
      String key,
      byte[] requestHash,
      Instant now,
      Instant forgotten,
      Instant abandoned) {
    boolean first =
        transaction
                .handle()
                .createUpdate(
                    """
                    insert into idempotency_key as k (principal, key, request_hash, created_at)
                    values (:principal, :key, :hash, :now)
                    on conflict (principal, key) do update
                      set request_hash = excluded.request_hash, created_at = excluded.created_at,
                          status = null, headers = null, body = null
                      where k.created_at < :forgotten or k.status is null and k.created_at < :abandoned
                    """)
                .bind("principal", principal)
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("forgotten", forgotten.atOffset(ZoneOffset.UTC))
                .bind("abandoned", abandoned.atOffset(ZoneOffset.UTC))
                .execute()
            == 1;
    if (first) {
      return new Claim.First();
    }
    // Released between the two statements: the next try will be the first.
    return transaction
        .handle()
        .createQuery(
            "select request_hash, status, headers, body from idempotency_key where principal = :principal and key = :key")
        .bind("principal", principal)
        .bind("key", key)
        .map((row, _) -> read(row, requestHash))
        .findOne()
        .orElseGet(Claim.AtWork::new);
  }

  static void finish(Transaction transaction, String principal, String key, Answer answer) {
    transaction
        .handle()
        .createUpdate(
            """
            update idempotency_key set status = :status, headers = cast(:headers as jsonb), body = :body
            where principal = :principal and key = :key
            """)
        .bind("status", answer.status())
        .bind("headers", JSON.writeValueAsString(answer.headers()))
        .bind("body", answer.body().getBytes(StandardCharsets.UTF_8))
        .bind("principal", principal)
        .bind("key", key)
        .execute();
  }

  static void release(Transaction transaction, String principal, String key) {
    transaction
        .handle()
        .createUpdate(
            "delete from idempotency_key where principal = :principal and key = :key and status is null")
        .bind("principal", principal)
        .bind("key", key)
        .execute();
  }

  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate("delete from idempotency_key where created_at < :before")
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Claim read(ResultSet row, byte[] requestHash) throws SQLException {
    if (!Arrays.equals(row.getBytes("request_hash"), requestHash)) {
      return new Claim.Other();
    }
    int status = row.getInt("status");
    if (row.wasNull()) {
      return new Claim.AtWork();
    }
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, JsonNode> header :
        JSON.readTree(row.getString("headers")).properties()) {
      headers.put(header.getKey(), header.getValue().asString());
    }
    return new Claim.Done(
        new Answer(status, headers, new String(row.getBytes("body"), StandardCharsets.UTF_8)));
  }
}
