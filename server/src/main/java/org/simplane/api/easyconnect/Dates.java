// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** The dialect's date formats: they differ from one operation to the next. All are UTC. */
final class Dates {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  // 2026-01-01T00:00:00Z, with or without fraction, and with +0000 as well as +00:00.
  private static final DateTimeFormatter TIME_READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /** What people write has years of four digits; others the database cannot hold. */
  private static final int LAST_YEAR = 9_999;

  private Dates() {}

  /** As in {@code 2021-08-26T12:13:02.000+0000}: SIMs and error bodies. */
  static String millis(Instant instant) {
    return MILLIS.format(instant);
  }

  /** As in {@code 2029-01-01T00:00:00.000Z}: version 2. */
  static String iso(Instant instant) {
    return ISO.format(instant);
  }

  /** As in {@code 2031-11-26 00:00:00}: quotas and locations. */
  static String plain(Instant instant) {
    return PLAIN.format(instant);
  }

  /** Reads a whole time, {@code 2018-03-14T16:10:29Z} or with {@code .000+0000}. */
  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, TIME_READ))
          .map(OffsetDateTime::toInstant)
          .filter(time -> isOfFourDigits(time.atOffset(ZoneOffset.UTC).getYear()));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /**
   * Reads a day as clients write it: {@code 2026-01-31}, a whole time whose day counts, or a year
   * alone, which stands for its first day (recorded: {@code start_dt=2000}). Empty when it is none
   * of these.
   */
  static Optional<LocalDate> day(String text) {
    try {
      if (text.matches("[0-9]{4}")) {
        return Optional.of(LocalDate.of(Integer.parseInt(text), 1, 1));
      }
      return Optional.of(
              text.length() <= 10
                  ? LocalDate.parse(text)
                  : OffsetDateTime.parse(text, TIME_READ).toLocalDate())
          .filter(day -> isOfFourDigits(day.getYear()));
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  private static boolean isOfFourDigits(int year) {
    return year >= 0 && year <= LAST_YEAR;
  }
}
