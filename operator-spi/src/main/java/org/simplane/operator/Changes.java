// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;

/** Changes one kind of value at the operator. */
public interface Changes<T> {

  /** The most items that one {@link #change} may carry; 1 where the operator has no batch call. */
  int maximumBatch();

  /** One outcome per item, in order. Never throws for an operator's answer. */
  List<Outcome<T>> change(List<Change<T>> changes);

  /** Where a change stands that {@link #change} answered with {@link Outcome.Pending}. */
  Outcome<T> follow(String requestId);
}
