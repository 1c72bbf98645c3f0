// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Arrays;

/** The keys (record id and start) of the rows of a chunk, to find the ones that come twice. */
final class RowKeys {

  private final CdrBatch batch;
  private final int[] table;

  RowKeys(CdrBatch batch) {
    this.batch = batch;
    this.table = new int[Integer.highestOneBit(Math.max(8, batch.size)) * 4];
    Arrays.fill(table, -1);
  }

  /** The earlier row with the same key, or -1. */
  int putIfAbsent(int row) {
    int hash = batch.keyHash(row);
    int at = (hash ^ hash >>> 16) & (table.length - 1);
    while (table[at] >= 0) {
      if (batch.sameKey(table[at], row)) {
        return table[at];
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = row;
    return -1;
  }
}
