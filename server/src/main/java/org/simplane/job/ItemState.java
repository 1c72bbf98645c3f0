// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

/** Where one item of a job stands. */
public enum ItemState {
  /** Certainly not sent, or certainly without effect: it may be sent, and called off. */
  QUEUED,
  /** On its way: from here on the operator may have heard of it. */
  RUNNING,
  /** The operator took it and will finish it later. */
  WAITING,
  /** It may or may not have happened; the operator is being asked which. */
  DOUBTFUL,
  DONE,
  FAILED,
  CANCELLED;

  public boolean isOver() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
