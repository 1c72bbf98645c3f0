// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.time.ZoneOffset;
import org.simplane.Transaction;

/** Not by scope: the keys are the installation's. */
final class InstallationKeyStore {

  private InstallationKeyStore() {}

  static byte[] findOrInsert(Transaction transaction, String name, byte[] fresh, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into installation_key (name, key, created_at) values (:name, :key, :now)
            on conflict (name) do nothing
            """)
        .bind("name", name)
        .bind("key", fresh)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    return transaction
        .handle()
        .createQuery("select key from installation_key where name = :name")
        .bind("name", name)
        .map((row, _) -> row.getBytes("key"))
        .one();
  }
}
