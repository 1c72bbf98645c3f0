// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what has been used of a subscription so far in its operator's current period. */
public interface ConsumptionReports {

  /**
   * One entry per level and service that the operator counts; empty where nothing is counted yet.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  List<Consumption> current(SubscriptionRef ref) throws OperatorException;

  /** Over what a count goes (seeds/003, "Retrieve information on consumed usage"). */
  enum Level {
    /** All there is; where there is no satellite traffic, the cellular one alone. */
    GLOBAL,
    CELLULAR,
    SATELLITE
  }

  /** What is counted, and so the unit of {@link Consumption#used}. */
  enum Counted {
    /** In bytes. */
    DATA,
    /** In messages, both ways. */
    SMS,
    /** In seconds, both ways. */
    VOICE
  }

  /**
   * What was used in a period.
   *
   * @param used in the unit of {@code counted}
   * @param allowance what the period's plan holds, in the same unit
   * @param from the start of the billing period or month
   * @param until its end; empty where the operator does not say
   */
  record Consumption(
      Level level,
      Counted counted,
      long used,
      Optional<Long> allowance,
      Optional<Instant> from,
      Optional<Instant> until) {}
}
