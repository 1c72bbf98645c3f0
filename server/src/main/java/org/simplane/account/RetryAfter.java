// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header of RFC 9110 section 10.2.3: seconds, or a date. */
final class RetryAfter {

  /** Nobody is believed who asks for more. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  static Optional<Duration> read(String text, Clock clock) {
    String value = text.strip();
    try {
      Duration wait =
          !value.isEmpty() && value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      if (wait.isNegative()) {
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
