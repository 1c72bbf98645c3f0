// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.simplane.db.Partitions;

/**
 * Sees to it that the months of a chunk's records have partitions before the chunk's transaction
 * begins.
 */
final class RecordPartitions {

  private static final long DAY_MICROS = 86_400_000_000L;

  private final Partitions partitions;

  RecordPartitions(Partitions partitions) {
    this.partitions = partitions;
  }

  void ensure(CdrBatch chunk, Instant now) {
    List<Instant> days = new ArrayList<>();
    long day = -1;
    for (int row = 0; row < chunk.size; row++) {
      if (chunk.started[row] / DAY_MICROS != day) {
        day = chunk.started[row] / DAY_MICROS;
        days.add(CdrTime.instant(chunk.started[row]));
      }
    }
    partitions.ensure("usage_record", days);
    partitions.ensure("usage_sum", days);
    partitions.ensure("usage_reject", List.of(now));
  }
}
