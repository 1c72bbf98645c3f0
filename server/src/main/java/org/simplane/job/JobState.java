// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

/** Where a job stands as a whole. */
public enum JobState {
  QUEUED,
  RUNNING,
  /** Every item is over, whether done or failed. */
  DONE,
  /** Every item is over, and some were called off before they started. */
  CANCELLED;

  public boolean isOver() {
    return this == DONE || this == CANCELLED;
  }
}
