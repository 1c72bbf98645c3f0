// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.simulator.control.Fault;

/** Reading what was used in the current period. */
@Covers(Feature.CONSUMPTION_REPORTS)
public interface ConsumptionContract extends OperatorContract {

  /** Operators round to their own unit: the fleet's figure is a whole number of all of them. */
  @Test
  @Simulated
  default void saysHowMuchDataWasUsedInAll() throws OperatorException {
    assertThat(consumption().current(ref(Fleet.ACTIVE)))
        .filteredOn(c -> c.level() == Level.GLOBAL && c.counted() == Counted.DATA)
        .singleElement()
        .extracting(Consumption::used)
        .isEqualTo(Fleet.DATA_USED_IN_PERIOD);
  }

  @Test
  @Simulated
  default void saysWhereThePeriodLies() throws OperatorException {
    for (Consumption counted : consumption().current(ref(Fleet.ACTIVE))) {
      counted.from().ifPresent(from -> assertThat(from).isBeforeOrEqualTo(Fleet.NOW));
      counted.until().ifPresent(until -> assertThat(until).isAfterOrEqualTo(Fleet.NOW));
    }
  }

  @Test
  default void countsEachServiceOnceOnEachLevel() throws OperatorException {
    List<Consumption> all = consumption().current(ref(Fleet.ACTIVE));
    assertThat(all).extracting(c -> c.level() + " " + c.counted()).doesNotHaveDuplicates();
  }

  @Test
  default void saysThatASubscriptionIsNotThereToBeCounted() {
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> consumption().current(ref(Fleet.MISSING)));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  @Simulated
  default void reportsABrokenCountAsMalformed() {
    simulator().failNext(Fault.BROKEN_BODY);
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> consumption().current(ref(Fleet.ACTIVE)));
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED_REPLY);
  }

  private ConsumptionReports consumption() {
    return operator().consumptionReports().orElseThrow();
  }
}
