// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.simplane.db.Database;

/**
 * Sees to it that the months of a chunk's records have partitions before the chunk's transaction
 * begins.
 */
final class RecordPartitions {

  private final Database database;
  private final Set<LocalDate> present = ConcurrentHashMap.newKeySet();

  RecordPartitions(Database database) {
    this.database = database;
  }

  void ensure(CdrBatch chunk) {
    Instant last = Instant.EPOCH;
    for (int row = 0; row < chunk.size; row++) {
      Instant at = CdrTime.instant(chunk.started[row]);
      if (row == 0 || Math.abs(at.getEpochSecond() - last.getEpochSecond()) > 3_600) {
        ensure(at.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1));
        last = at;
      }
    }
  }

  private void ensure(LocalDate month) {
    if (present.add(month)) {
      for (String table : new String[] {"usage_record", "usage_sum", "usage_reject"}) {
        database.useTransaction(transaction ->
            transaction
                .handle()
                .execute(
                    "create table if not exists "
                        + table
                        + "_"
                        + month.toString().replace("-", "")
                        + " partition of "
                        + table
                        + " for values from ('"
                        + month
                        + "T00:00Z') to ('"
                        + month.plusMonths(1)
                        + "T00:00Z')"));
      }
    }
  }
}
