// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.List;

/**
 * What became of a delivered batch.
 *
 * @param firstRejects the first 100; the rest are read through {@link Feeds#rejects}
 */
public record BatchReport(Batch batch, List<Reject> firstRejects) {

  public BatchReport {
    firstRejects = List.copyOf(firstRejects);
  }

  /** Whether nothing of it was taken. */
  public boolean isRefused() {
    return batch.accepted() == 0 && batch.duplicates() == 0 && batch.rejected() > 0;
  }
}
