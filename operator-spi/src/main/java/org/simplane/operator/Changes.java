// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Duration;
import java.util.List;

/** Changes one kind of value at the operator. */
public interface Changes<T> {

  /** The most items that one {@link #change} may carry; 1 where the operator has no batch call. */
  int maximumBatch();

  /**
   * Asks for all of them; at most {@link #maximumBatch()}, no subscription twice.
   *
   * @return one outcome per item, in order; an operator's answer is never thrown
   */
  List<Outcome<T>> change(List<Change<T>> changes);

  /**
   * How long the operator may take to carry out what it took, so that a reading before then does
   * not show that nothing will come of it; zero where it carries out before it answers. A change
   * whose answer was lost is not sent again before this time is over.
   */
  default Duration settling() {
    return Duration.ZERO;
  }

  /**
   * Where a change stands that {@link #change} answered with {@link Outcome.Pending}. Needs nothing
   * but the request id, so that it can go on after a restart. When the operator's time is up and
   * the change is still not seen, the answer is {@link Outcome.Unknown}, never pending without end.
   */
  Outcome<T> follow(String requestId);
}
