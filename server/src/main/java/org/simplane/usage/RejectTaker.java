// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.Scope;
import org.simplane.db.Database;

/** Tries rejects once more, some thousand at a time, each thousand in transactions of its own. */
final class RejectTaker {

  private static final int STEP = 5_000;

  private final Database database;
  private final BatchLoader loader;

  /** Told after each step; what it throws ends the work, and what was taken stays. */
  interface Steps {
    void done(Retaken step);
  }

  RejectTaker(Database database, BatchLoader loader) {
    this.database = database;
    this.loader = loader;
  }

  Retaken run(Scope scope, Feed feed, RetryQuery query, Steps steps) {
    Retaken all = Retaken.NONE;
    long after = 0;
    while (true) {
      long from = after;
      List<RejectStore.Open> some =
          database.read(handle -> RejectStore.open(scope, handle, feed.id(), query, from, STEP));
      if (some.isEmpty()) {
        return all;
      }
      after = some.getLast().reject().id();
      Map<Long, List<RejectStore.Open>> byBatch = new LinkedHashMap<>();
      some.forEach(
          open -> byBatch.computeIfAbsent(open.reject().batch(), _ -> new ArrayList<>()).add(open));
      Retaken step = Retaken.NONE;
      for (Map.Entry<Long, List<RejectStore.Open>> batch : byBatch.entrySet()) {
        step =
            step.plus(
                loader.retake(
                    feed,
                    batch.getKey(),
                    batch.getValue().getFirst().header(),
                    batch.getValue().stream().map(RejectStore.Open::reject).toList()));
      }
      all = all.plus(step);
      steps.done(step);
    }
  }
}
