// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls one after the other, evenly spaced, with delays that vary; time is counted, not waited. */
class RollingSecondTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long WAY = 10 * MILLI;
  private static final int LIMIT = 5;
  private static final int CALLS = 2_000;

  private final RollingSecond second = new RollingSecond();
  private final Random chance = new Random(7);

  @Test
  void noSecondHoldsMoreCallsThanTheLimitHoweverTheyAreDelayed() {
    long slot = 0;
    long now = 0;
    Deque<Long> arrivals = new ArrayDeque<>();
    for (int call = 0; call < CALLS; call++) {
      slot += SECOND / LIMIT;
      now = Math.max(now, slot);
      RollingSecond.Turn turn = second.next(LIMIT, now);
      long sent = now + turn.waitNanos();
      long way = call < LIMIT ? 15 * WAY : WAY;
      long arrival = sent + way + delay();
      while (!arrivals.isEmpty() && arrivals.getFirst() <= arrival - SECOND) {
        arrivals.removeFirst();
      }
      arrivals.addLast(arrival);
      assertThat(arrivals).hasSizeLessThanOrEqualTo(LIMIT);
      now = arrival + way;
      second.over(turn, sent, now);
    }
    // The delays come to a twentieth of a second in a hundred calls.
    assertThat((double) CALLS / LIMIT * SECOND / now).isGreaterThan(0.95);
  }

  /** Now and then a call is held up by a pause on the way. */
  private long delay() {
    return chance.nextInt(20) == 0 ? chance.nextInt(150) * MILLI : 0;
  }

  @Test
  void aRateWithoutALimitOrAboveAllLimitsIsLeftAlone() {
    for (double rate : new double[] {0, 5_000}) {
      for (int call = 0; call < 20; call++) {
        RollingSecond.Turn turn = second.next(rate, 0);
        assertThat(turn.waitNanos()).isZero();
        second.over(turn, 0, MILLI);
      }
    }
  }

  @Test
  void oneAndAHalfInASecondAreNotMadeOne() {
    RollingSecond.Turn first = second.next(1.5, 0);
    second.over(first, 0, MILLI);
    assertThat(second.next(1.5, 667 * MILLI).waitNanos()).isZero();
  }

  @Test
  void aCallThatIsStillUnderWayHoldsNobodyBack() {
    for (int call = 0; call < 3 * LIMIT; call++) {
      assertThat(second.next(LIMIT, 0).waitNanos()).isZero();
    }
  }
}
