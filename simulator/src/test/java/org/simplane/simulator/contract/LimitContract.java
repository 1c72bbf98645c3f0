// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.Limits;
import org.simplane.operator.Limits.Choice;
import org.simplane.operator.Limits.Measure;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;

/** What a whole account may use in a month. */
@Covers(Feature.LIMITS)
public interface LimitContract extends OperatorContract {

  @Test
  default void showsWhatMayBeChosenAndWhatIsInForce() throws OperatorException {
    for (Measure measure : Measure.values()) {
      List<Choice> choices = limits().choices(measure);
      assertThat(choices).as("%s", measure).isNotEmpty();
      Choice present = limits().present().get(measure);
      assertThat(choices).contains(present);
    }
  }

  @Test
  @Simulated
  default void choosesOneAndLeavesTheOthers() throws OperatorException {
    Choice least = limits().choices(Measure.DATA).getFirst();
    Map<Measure, Choice> before = limits().present();
    assertThat(limits().choose(Map.of(Measure.DATA, least.id()))).isInstanceOf(Outcome.Done.class);
    assertThat(limits().present())
        .containsEntry(Measure.DATA, least)
        .containsEntry(Measure.SMS_MO, before.get(Measure.SMS_MO));
  }

  @Test
  @Simulated
  default void refusesWhatIsNotToBeChosen() {
    assertThat(limits().choose(Map.of(Measure.SMS_MT, "4242"))).isInstanceOf(Outcome.Refused.class);
  }

  private Limits limits() {
    return operator().limits().orElseThrow();
  }
}
