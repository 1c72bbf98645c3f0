// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.OptionalInt;
import org.simplane.operator.StatusTarget;

/**
 * A change that comes about by itself.
 *
 * @param afterDays so long after {@code from} was reached; empty: never by the clock
 * @param onFirstUsage as soon as usage comes in
 */
public record Rule(
    StatusTarget from, StatusTarget to, OptionalInt afterDays, boolean onFirstUsage) {

  public Rule {
    if (afterDays.isEmpty() && !onFirstUsage) {
      throw new IllegalArgumentException(
          "A rule needs an occasion: a number of days, or the first usage");
    }
    if (afterDays.isPresent() && afterDays.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "A rule takes effect after a day at least, not " + afterDays.getAsInt());
    }
  }
}
