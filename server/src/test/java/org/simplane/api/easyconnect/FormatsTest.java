// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class FormatsTest {

  private static final Instant TIME = Instant.parse("2026-08-06T12:03:02.040Z");

  @Test
  void writesTimesOfSimsWithMillisecondsAndAnOffsetWithoutColon() {
    assertThat(Dates.millis(TIME)).isEqualTo("2026-08-06T12:03:02.040+0000");
    assertThat(Dates.millis(Instant.parse("2026-01-01T00:00:00Z")))
        .isEqualTo("2026-01-01T00:00:00.000+0000");
  }

  @Test
  void writesTimesOfQuotasPlainAndToTheSecond() {
    assertThat(Dates.plain(TIME)).isEqualTo("2026-08-06 12:03:02");
  }

  @Test
  void readsDaysAsClientsWriteThem() {
    assertThat(Dates.day("2026-01-31")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Dates.day("2026-01-31T23:59:59Z")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Dates.day("2026-01-31T23:59:59.123+0000")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Dates.day("2026-01-31T23:59:59+02:00")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Dates.day("2026-01-31T23:59:59")).contains(LocalDate.of(2026, 1, 31));
    assertThat(Dates.day("1998")).contains(LocalDate.of(1998, 1, 1));
  }

  @Test
  void readsNoDayIntoWhatIsNone() {
    for (String text :
        new String[] {
          "",
          "x",
          "2026-1-1",
          "2026-02-30",
          "31.01.2026",
          "-999",
          "2026-01-31T",
          "\0\0\0\0",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z"
        }) {
      assertThat(Dates.day(text)).as(text).isEmpty();
    }
  }

  @Test
  void writesWholeMegabytesWithoutAFraction() {
    assertThat(Megabytes.text(500L << 20)).isEqualTo("500");
    assertThat(Megabytes.text(0)).isEqualTo("0");
    assertThat(Megabytes.text(1_000_000L << 20)).isEqualTo("1000000");
    assertThat(new String(WireJson.bytes(Megabytes.of(500L << 20)))).isEqualTo("500");
    assertThat(new String(WireJson.bytes(Megabytes.of(1_000_000L << 20)))).isEqualTo("1000000");
  }

  @Test
  void writesOtherMegabytesToSixDecimals() {
    assertThat(Megabytes.text(503_264_049)).isEqualTo("479.949998");
    assertThat(Megabytes.text(1554)).isEqualTo("0.001482");
    assertThat(Megabytes.text(1)).isEqualTo("0.000001");
    assertThat(Megabytes.text((3L << 20) / 2)).isEqualTo("1.5");
    assertThat(Megabytes.text(-1554)).isEqualTo("-0.001482");
    assertThat(new String(WireJson.bytes(Megabytes.of(1)))).isEqualTo("0.000001");
  }

  @Test
  void neverLosesTheLargestVolume() {
    assertThat(Megabytes.text(Long.MAX_VALUE)).isEqualTo("8796093022207.999999");
  }
}
