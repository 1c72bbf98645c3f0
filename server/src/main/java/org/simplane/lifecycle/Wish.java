// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import org.simplane.operator.StatusTarget;

/** What is asked of one subscription. */
public sealed interface Wish {

  record ToStatus(StatusTarget target) implements Wish {}

  /** An empty label takes the present one away. */
  record ToLabel(String label) implements Wish {}

  /** Whether the SIM is to work in one device alone. */
  record ToImeiLock(boolean locked) implements Wish {}
}
