// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import org.simplane.db.Database;

/**
 * Random keys that belong to the data: made once, the same for all nodes, and carried along by a
 * backup. For hiding, not for guarding: what must stay secret from a reader of the database is
 * sealed with the master key instead.
 */
public final class InstallationKeys {

  private final Database database;
  private final Clock clock;

  public InstallationKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The key of that name, made now if there is none; several nodes may ask at once. */
  public byte[] key(String name, int octets) {
    return database.inTransaction(transaction ->
        InstallationKeyStore.findOrInsert(
            transaction, name, Secrets.bytes(octets), clock.instant()));
  }
}
