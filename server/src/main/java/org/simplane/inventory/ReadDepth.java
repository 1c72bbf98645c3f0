// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;

/** How much of a subscription an operator showed, and so what becomes of its details. */
public sealed interface ReadDepth {

  /** A list that shows all there is: its details are kept. */
  record Whole() implements ReadDepth {}

  /**
   * One by one, where the list shows less: its details are kept.
   *
   * @param again when they are to be read again
   */
  record Single(Instant again) implements ReadDepth {}

  /**
   * A list that shows less than a single read: its subscriptions are noted to be read one by one,
   * those known already only where the list shows that something has changed.
   *
   * @param changed whether it is a list of what has changed
   */
  record Listed(boolean changed) implements ReadDepth {}
}
