// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.util.function.Supplier;
import org.simplane.Transaction;

/** What is known of the installation as a whole. */
final class InstanceStore {

  private InstanceStore() {}

  /** What the first node stored to recognise the master key by. */
  static byte[] keyCheck(Transaction transaction, Supplier<byte[]> first) {
    transaction
        .handle()
        .execute("insert into instance (key_check) values (?) on conflict do nothing", first.get());
    return transaction
        .handle()
        .createQuery("select key_check from instance")
        .mapTo(byte[].class)
        .one();
  }
}
