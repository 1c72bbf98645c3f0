// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * The date forms of the wire, which differ by endpoint (contract section 1.1). Those without an
 * offset are taken as UTC, as the seed says of SMS dates; for quotas that is assumed.
 */
final class NceDates {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd[' ']['T']HH:mm:ss[.SSS][XXX][XX]", Locale.ROOT);

  private NceDates() {}

  static Optional<Instant> read(String text) {
    try {
      TemporalAccessor read =
          FORM.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          read instanceof OffsetDateTime offset
              ? offset.toInstant()
              : LocalDateTime.from(read).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
