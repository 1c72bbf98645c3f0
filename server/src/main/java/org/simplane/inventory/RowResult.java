// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Optional;

/**
 * What became of one row of an imported file.
 *
 * @param line where the row ends in the file, counted from 1, header included
 * @param businessId ICCID or terminal serial number as the row has it; empty where that cannot be
 *     read
 * @param column which one is wrong
 * @param message why it was rejected, or what to be careful about
 */
public record RowResult(
    long line,
    String businessId,
    Outcome outcome,
    Optional<String> column,
    Optional<String> message) {

  /** What was done, or would have been in a dry run. */
  public enum Outcome {
    ADDED,
    UPDATED,
    UNCHANGED,
    REJECTED
  }
}
