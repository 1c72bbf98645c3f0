// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Optional;

/** Reads the subscriptions of one account. */
public interface Inventory {

  /** Empty when the operator does not know it. */
  Optional<Sim> find(SubscriptionRef ref) throws OperatorException;

  /**
   * One page, in an order that loses and repeats none while nothing is added or removed.
   *
   * @param from a page's {@code next}; empty for the first
   */
  SimPage list(Optional<String> from) throws OperatorException;
}
