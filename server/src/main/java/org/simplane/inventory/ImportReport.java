// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;

/**
 * What became of a file.
 *
 * @param firstRejected at most 1,000 of the rejected rows; every row goes to {@link
 *     ImportOptions#results}
 * @param dryRun nothing was kept
 */
public record ImportReport(
    long added,
    long updated,
    long unchanged,
    long rejected,
    List<RowResult> firstRejected,
    boolean dryRun) {

  /** The most rejected rows that a report itself holds. */
  public static final int MOST_REJECTED = 1000;

  public ImportReport {
    firstRejected = List.copyOf(firstRejected);
  }
}
