// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/** Not by scope: the keys are the installation's. */
final class SigningKeyStore {

  /** One key; {@code sealed}, in Base64, opens with the master key. */
  record Row(String id, String sealed, Instant createdAt) {}

  private SigningKeyStore() {}

  /** In the order of their age, the oldest first. */
  static List<Row> all(Handle handle) {
    return handle
        .createQuery("select * from signing_key order by created_at, key_id collate \"C\"")
        .map((row, _) ->
            new Row(
                row.getString("key_id"),
                Base64.getEncoder().encodeToString(row.getBytes("sealed_key")),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Until the transaction ends nobody else makes a key. */
  static void lock(Transaction transaction) {
    transaction.handle().execute("select pg_advisory_xact_lock(hashtext('simplane signing keys'))");
  }

  static void insert(Transaction transaction, Row key) {
    transaction
        .handle()
        .createUpdate(
            "insert into signing_key (key_id, sealed_key, created_at) values (:id, :sealed, :createdAt)")
        .bind("id", key.id())
        .bind("sealed", Base64.getDecoder().decode(key.sealed()))
        .bind("createdAt", key.createdAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Deletes keys that have had a successor since before {@code before}. */
  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate(
            """
            delete from signing_key old where exists (
              select from signing_key newer where newer.created_at > old.created_at and newer.created_at < :before)
            """)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }
}
