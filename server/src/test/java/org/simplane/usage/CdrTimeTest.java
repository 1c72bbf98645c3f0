// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CdrTimeTest {

  private static final long END_OF_THE_CENTURY = 4_102_444_800_000_000L;

  @Test
  void readsWhatTheJdkWrites() {
    new Random(1)
        .longs(1_000, 0, END_OF_THE_CENTURY)
        .forEach(micros -> {
          Instant instant = CdrTime.instant(micros);
          assertThat(micros(instant.toString())).isEqualTo(micros);
          assertThat(CdrTime.micros(instant)).isEqualTo(micros);
        });
  }

  @Test
  void readsOffsetsLeapDaysAndShortFractions() {
    assertThat(micros("2026-11-20T10:15:30+02:00")).isEqualTo(micros("2026-11-20T08:15:30Z"));
    assertThat(micros("2028-02-29T00:00:00Z"))
        .isEqualTo(CdrTime.micros(Instant.parse("2028-02-29T00:00:00Z")));
    assertThat(micros("2026-11-20T08:15:30.5Z"))
        .isEqualTo(micros("2026-11-20T08:15:30Z") + 500_000);
  }

  @Test
  void takesNothingElseForATime() {
    for (String text :
        new String[] {
          "",
          "2026-11-20",
          "2026-11-20T08:15:30",
          "2026-11-20 08:15:30Z",
          "2026-02-30T00:00:00Z",
          "2027-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-11-20T24:00:01Z",
          "2026-11-20T08:60:00Z",
          "20261120T081530Z",
          "1763626530",
          "1969-12-31T23:59:59Z",
          "+99999-01-01T00:00:00Z",
          "2026-1x-20T08:15:30Z"
        }) {
      assertThat(micros(text)).as(text).isEqualTo(CdrTime.NONE);
    }
  }

  private static long micros(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return CdrTime.micros(bytes, 0, bytes.length);
  }
}
