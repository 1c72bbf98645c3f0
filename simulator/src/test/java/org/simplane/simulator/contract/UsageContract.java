// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.UsageReports;
import org.simplane.operator.UsageReports.DayUsage;
import org.simplane.simulator.control.Fault;

/** Reading what the operator has counted. */
@Covers(Feature.USAGE_REPORTS)
public interface UsageContract extends OperatorContract {

  LocalDate TODAY = LocalDate.ofInstant(Fleet.NOW, ZoneOffset.UTC);

  @Test
  @Simulated
  default void readsTheDaysWithTrafficOldestFirst() throws OperatorException {
    List<DayUsage> days = usage().daily(ref(Fleet.ACTIVE), TODAY.minusDays(13), TODAY);
    assertThat(days)
        .extracting(DayUsage::day)
        .containsExactlyElementsOf(
            Fleet.USED_DAYS_AGO.stream().map(TODAY::minusDays).sorted().toList());
  }

  /** Operators round: a byte more or less is none of ours. */
  @Test
  @Simulated
  default void readsEachDirectionInBytesAndMessages() throws OperatorException {
    for (DayUsage day : usage().daily(ref(Fleet.ACTIVE), TODAY.minusDays(13), TODAY)) {
      assertThat(day.bytesUp()).isCloseTo(Fleet.BYTES_UP, within(1L));
      assertThat(day.bytesDown()).isCloseTo(Fleet.BYTES_DOWN, within(1L));
      assertThat(day.smsMobileOriginated()).isEqualTo(Fleet.SMS_SENT);
      assertThat(day.smsMobileTerminated()).isEqualTo(Fleet.SMS_RECEIVED);
    }
  }

  @Test
  @Simulated
  default void includesBothEndsOfTheRange() throws OperatorException {
    LocalDate day = TODAY.minusDays(Fleet.USED_DAYS_AGO.getFirst());
    assertThat(usage().daily(ref(Fleet.ACTIVE), day, day)).hasSize(1);
    assertThat(usage().daily(ref(Fleet.ACTIVE), day.plusDays(1), day.plusDays(1))).isEmpty();
  }

  @Test
  default void readsNothingOfDaysToCome() throws OperatorException {
    LocalDate nextYear = LocalDate.ofInstant(Fleet.NOW, ZoneOffset.UTC).plusYears(1);
    assertThat(usage().daily(ref(Fleet.ACTIVE), nextYear, nextYear.plusDays(7))).isEmpty();
  }

  @Test
  @Simulated
  default void readsNothingOfASimThatWasNeverUsed() throws OperatorException {
    assertThat(usage().daily(ref(Fleet.FRESH), TODAY.minusDays(13), TODAY)).isEmpty();
  }

  @Test
  default void saysThatASimIsNotThere() {
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> usage().daily(ref(Fleet.MISSING), TODAY, TODAY));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  @Simulated
  default void reportsABrokenReportAsMalformed() {
    simulator().failNext(Fault.BROKEN_BODY);
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> usage().daily(ref(Fleet.ACTIVE), TODAY, TODAY));
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED_REPLY);
  }

  private UsageReports usage() {
    return operator().usageReports().orElseThrow();
  }
}
