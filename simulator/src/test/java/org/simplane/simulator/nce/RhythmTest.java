// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RhythmTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Rhythm RHYTHM =
      new Rhythm(
          100_000, 40, 0.7, Duration.ofHours(6), Duration.ofMinutes(90), Duration.ofMinutes(17));

  /** Or a platform that is asked often would differ from one that is asked once. */
  @Test
  void countsTheSameHoweverOftenOneLooks() {
    SplittableRandom random = new SplittableRandom(4);
    Instant end = START.plus(Duration.ofDays(20));
    long bytes = 0;
    long messages = 0;
    Instant at = START;
    while (at.isBefore(end)) {
      Instant next = at.plusMillis(random.nextLong(1, 3 * 3_600_000));
      next = next.isBefore(end) ? next : end;
      bytes += RHYTHM.bytes(at, next, 3);
      messages += RHYTHM.messages(at, next, 3);
      at = next;
    }
    assertThat(bytes).isEqualTo(RHYTHM.bytes(START, end, 3));
    assertThat(messages).isEqualTo(RHYTHM.messages(START, end, 3));
  }

  @Test
  void usesADaysVolumeInADay() {
    assertThat(RHYTHM.bytes(START, START.plus(Duration.ofDays(30)), 1))
        .isBetween(2_900_000L, 3_100_000L);
  }

  @Test
  void movesNothingWhileOffline() {
    Instant asleep = START.plus(Duration.ofHours(3));
    assertThat(RHYTHM.onlineAt(asleep)).isFalse();
    assertThat(RHYTHM.bytes(asleep, asleep.plus(Duration.ofHours(1)), 1)).isZero();
    assertThat(Rhythm.SILENT.bytes(START, START.plus(Duration.ofDays(9)), 1)).isZero();
  }
}
