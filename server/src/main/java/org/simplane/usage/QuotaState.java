// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

/** How a quota stands. */
public enum QuotaState {
  AVAILABLE,
  /** Less than the threshold is left. */
  LOW,
  /** Nothing is left, or its time has ended: the service is barred. */
  EXHAUSTED
}
