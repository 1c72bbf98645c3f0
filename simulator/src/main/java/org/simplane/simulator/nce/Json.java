// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON, dates and numbers as 1NCE writes them (contract sections 1 and 1.1). */
final class Json {

  /** Records are kept by their components alone. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultVisibility(all -> all.withIsGetterVisibility(Visibility.NONE))
          .build();

  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1024L * 1024L);
  private static final DateTimeFormatter WITH_OFFSET = form("yyyy-MM-dd'T'HH:mm:ss.SSSxx");
  private static final DateTimeFormatter SECONDS = form("yyyy-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]", Locale.ROOT);
  private static final DateTimeFormatter PLAIN = form("yyyy-MM-dd HH:mm:ss");

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** {@code 2021-08-26T12:13:02.000+0000}: SIMs, events, SMS. */
  static String withOffset(Instant at) {
    return WITH_OFFSET.format(at);
  }

  /** {@code 2019-01-21T09:36:17Z}: the stream. */
  static String seconds(Instant at) {
    return SECONDS.format(at);
  }

  /**
   * Reads the ISO forms that clients send.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text, READ).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Not a date: " + text, e);
    }
  }

  /** {@code 2031-11-26 00:00:00}: quotas and status. */
  static String plain(Instant at) {
    return PLAIN.format(at);
  }

  /**
   * Megabytes with at most six decimals; whole ones without any ({@code 500}, {@code 479.949998}).
   */
  static BigDecimal megabytes(long bytes) {
    BigDecimal exact =
        BigDecimal.valueOf(bytes).divide(MEGABYTE, 6, RoundingMode.HALF_UP).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
