// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

/** Where a message stands. */
public enum MessageStatus {
  /**
   * MT: accepted, and waits for the device. MO: received, and waits for somebody to be told of it.
   */
  BUFFERED,
  /** MT: the operator has it, and buffers it in its turn. */
  SENT,
  /** MT: the device has all of it. MO: somebody was told of it. */
  DELIVERED,
  FAILED,
  /** Not delivered in its time. */
  EXPIRED,
  CANCELLED;

  public boolean isFinal() {
    return this != BUFFERED && this != SENT;
  }
}
