// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads ISO-8601 times: the usual form by hand, every other by the JDK. */
final class CdrTime {

  /** What cannot be a time. */
  static final long NONE = Long.MIN_VALUE;

  private static final long POSTGRES_EPOCH_SECONDS =
      Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  /** By month; a 29 February is left to the JDK. */
  private static final int[] SAFE_LENGTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private CdrTime() {}

  /**
   * Reads {@code 2026-11-20T08:15:30Z}, with a fraction or with an offset too.
   *
   * @return microseconds since 1970, or {@link #NONE}
   */
  static long micros(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length >= 20
        && length <= 27
        && bytes[end - 1] == 'Z'
        && bytes[start + 4] == '-'
        && bytes[start + 7] == '-'
        && bytes[start + 10] == 'T'
        && bytes[start + 13] == ':'
        && bytes[start + 16] == ':') {
      int year = digits(bytes, start, 4);
      int month = digits(bytes, start + 5, 2);
      int day = digits(bytes, start + 8, 2);
      int hour = digits(bytes, start + 11, 2);
      int minute = digits(bytes, start + 14, 2);
      int second = digits(bytes, start + 17, 2);
      long fraction = length == 20 ? 0 : fraction(bytes, start + 19, end - 1);
      boolean valid =
          year >= 1970
              && month >= 1
              && month <= 12
              && day >= 1
              && day <= SAFE_LENGTH[month]
              && hour >= 0
              && hour <= 23
              && minute >= 0
              && minute <= 59
              && second >= 0
              && second <= 59
              && fraction >= 0;
      if (valid) {
        return (LocalDate.of(year, month, day).toEpochDay() * 86_400L
                    + (hour * 60L + minute) * 60L
                    + second)
                * 1_000_000
            + fraction;
      }
    }
    return byTheJdk(new String(bytes, start, length, ISO_8859_1));
  }

  private static long byTheJdk(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      long seconds = instant.getEpochSecond();
      // Beyond these no PostgreSQL timestamp and no sane clock reaches.
      return seconds < 0 || seconds > 253_402_300_799L
          ? NONE
          : seconds * 1_000_000 + instant.getNano() / 1_000;
    } catch (DateTimeException notATime) {
      return NONE;
    }
  }

  /** The number, or -1 where there is something else. */
  private static int digits(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Microseconds from {@code .5} to {@code .123456}, or -1. */
  private static long fraction(byte[] bytes, int from, int end) {
    int count = end - from - 1;
    if (bytes[from] != '.' || count < 1) {
      return -1;
    }
    long value = digits(bytes, from + 1, count);
    for (int i = count; i < 6 && value >= 0; i++) {
      value *= 10;
    }
    return value;
  }

  static long toPostgres(long micros) {
    return micros - POSTGRES_EPOCH_SECONDS * 1_000_000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
