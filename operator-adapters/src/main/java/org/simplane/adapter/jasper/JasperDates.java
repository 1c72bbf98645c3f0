// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Control Center writes times in two forms and reads a third (contract A.3). */
final class JasperDates {

  private static final DateTimeFormatter QUERY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private static final List<DateTimeFormatter> ANSWERS =
      List.of(
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxx"),
          DateTimeFormatter.ISO_OFFSET_DATE_TIME);

  private JasperDates() {}

  /** Such as {@code 2016-04-18T17:31:34+00:00}. */
  static String query(Instant instant) {
    return QUERY.format(instant);
  }

  /** Empty for what is no time. */
  static Optional<Instant> read(String text) {
    for (DateTimeFormatter form : ANSWERS) {
      try {
        return Optional.of(OffsetDateTime.parse(text, form).toInstant());
      } catch (DateTimeException _) {
        // The next form.
      }
    }
    return Optional.empty();
  }
}
