// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** Where a message stands at the operator. */
public enum MessageState {
  /** Taken, not with the device yet. */
  BUFFERED,
  DELIVERED,
  FAILED,
  EXPIRED,
  CANCELLED;

  public boolean isFinal() {
    return this != BUFFERED;
  }
}
