// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;

final class UsageRangeTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 7, 20);

  @Test
  void isTheLastFourteenDaysWithTodayUnlessAskedOtherwise() {
    UsageRange usual = new UsageRange(LocalDate.of(2026, 7, 7), TODAY);
    assertThat(UsageRange.of(null, null, TODAY)).isEqualTo(usual);
    assertThat(UsageRange.of("", " ", TODAY)).isEqualTo(usual);
  }

  @Test
  void isAsAskedWithBothEnds() {
    assertThat(UsageRange.of("2026-07-01", "2026-07-03T00:00:00Z", TODAY))
        .isEqualTo(new UsageRange(LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 3)));
  }

  @Test
  void endsTodayOrFourteenDaysAfterItsStartWasLeftOut() {
    assertThat(UsageRange.of("2026-05-01", null, TODAY))
        .isEqualTo(new UsageRange(LocalDate.of(2026, 5, 1), TODAY));
    assertThat(UsageRange.of(null, "2026-05-31", TODAY))
        .isEqualTo(new UsageRange(LocalDate.of(2026, 5, 18), LocalDate.of(2026, 5, 31)));
  }

  @Test
  void reachesBackSixMonthsAndNotIntoTheFuture() {
    assertThat(UsageRange.of("2001-01-01", "2999-12-31", TODAY))
        .isEqualTo(new UsageRange(LocalDate.of(2026, 1, 20), TODAY));
  }

  @Test
  void isEmptyWhereItMakesNoSense() {
    assertThat(UsageRange.of("2000", "1998", TODAY).isEmpty()).isTrue();
    assertThat(UsageRange.of("2026-07-02", "2026-07-01", TODAY).isEmpty()).isTrue();
    assertThat(UsageRange.of("2026-07-21", null, TODAY).isEmpty()).isTrue();
  }

  @Test
  void refusesWhatIsNoDay() {
    assertThatThrownBy(() -> UsageRange.of("yesterday", null, TODAY))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("start_dt: ");
  }
}
