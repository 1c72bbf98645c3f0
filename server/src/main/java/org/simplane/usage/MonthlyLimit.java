// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What all SIMs of one organisation together may use in a calendar month, and what they did.
 *
 * @param amount bytes or messages; empty: no end
 * @param choice which of the {@link Choice}s it is; empty for an amount of one's own
 * @param month its first day, in the organisation's billing zone
 */
public record MonthlyLimit(
    Measure measure, OptionalLong amount, OptionalInt choice, LocalDate month, long used) {

  /**
   * One limit to choose.
   *
   * @param amount empty: no end
   */
  public record Choice(Measure measure, int id, OptionalLong amount) {}

  public boolean isReached() {
    return amount.isPresent() && used >= amount.getAsLong();
  }
}
