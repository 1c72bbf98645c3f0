// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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

  /** What the subscriptions of this operator are made of, as {@link #find} tells it. */
  default Set<Part> parts() {
    return Set.of(Part.SIM_CARD);
  }

  /** What a subscription may be made of (seeds/003: SIM card, terminal, data connectivity). */
  enum Part {
    /** {@link Sim#iccid} and the numbers beside it. */
    SIM_CARD,
    /** {@link Details#terminal}. */
    TERMINAL,
    /** {@link Details#dataConnectivity}. */
    DATA_CONNECTIVITY
  }

  /**
   * Whether a listed subscription is all that {@link #find} would tell. Where it is not, the core
   * takes the reference and the status from the list and reads the rest one by one, within the
   * account's pace.
   */
  default boolean listsWhole() {
    return true;
  }

  /** Absent where the operator cannot be asked for what has changed. */
  default Optional<ChangedList> changedList() {
    return Optional.empty();
  }

  /** Lists what the operator has changed since a time. */
  interface ChangedList {

    /**
     * One page of those that changed at or after the time, as {@link Inventory#list} otherwise.
     * What was deleted at the operator need not be among them.
     */
    SimPage list(Instant since, Optional<String> from) throws OperatorException;
  }
}
