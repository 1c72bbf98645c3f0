// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * The days that usage is asked of, both ends included; {@code first} after {@code last} means none.
 */
record UsageRange(LocalDate first, LocalDate last) {

  private static final int USUAL_DAYS = 14;
  private static final int LONGEST_MONTHS = 6;

  /**
   * Reads {@code start_dt} and {@code end_dt}. Without them the last 14 days; never before six
   * months ago, never after today.
   */
  static UsageRange of(@Nullable String start, @Nullable String end, LocalDate today) {
    Optional<LocalDate> asked = day("end_dt", end);
    LocalDate last = asked.isPresent() && asked.get().isBefore(today) ? asked.get() : today;
    LocalDate earliest = today.minusMonths(LONGEST_MONTHS);
    LocalDate first = day("start_dt", start).orElse(last.minusDays(USUAL_DAYS - 1));
    return new UsageRange(first.isBefore(earliest) ? earliest : first, last);
  }

  boolean isEmpty() {
    return first.isAfter(last);
  }

  private static Optional<LocalDate> day(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Optional<LocalDate> day = Dates.day(text.strip());
    if (day.isEmpty()) {
      throw new FailureException(
          Failure.Invalid.field(name, "a day such as 2026-01-31 is expected"));
    }
    return day;
  }
}
