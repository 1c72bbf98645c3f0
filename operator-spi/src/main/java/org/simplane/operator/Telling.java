// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** What an operator's events tell of subscriptions; of the rest the core makes events itself. */
public enum Telling {
  /** That one stands elsewhere in its life. */
  STATUS,
  /** That a volume is low, used up, or there again. */
  QUOTA
}
