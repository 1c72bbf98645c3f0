// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

/** Whether an account's operator may be asked. */
public enum AccountState {
  ACTIVE,
  /** Its owner wants it left alone: nothing is sent, changes wait. */
  PAUSED,
  /** Its stored settings cannot be used; its {@code stateReason} says why. */
  BROKEN
}
