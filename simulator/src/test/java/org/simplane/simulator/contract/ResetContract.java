// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.simplane.operator.Changes;
import org.simplane.operator.Feature;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;

/** Having a device connect anew. */
@Covers(Feature.RESETS)
public interface ResetContract extends OperatorContract {

  @Test
  @Simulated
  default void resetsTheConnectionOnce() {
    assertThat(Settling.change(this, resets(), Reset.CONNECTIVITY, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(Reset.CONNECTIVITY));
    assertThat(Settling.effects(this)).extracting(Effect::what).containsExactly("reset");
  }

  @Test
  @Simulated
  default void reportsALostResetAsUnknown() {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(resets().change(Settling.changes(this, Reset.CONNECTIVITY, Fleet.ACTIVE)))
        .singleElement()
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  @Simulated
  default void refusesToResetASimThatIsNone() {
    assertThat(Settling.change(this, resets(), Reset.CONNECTIVITY, Fleet.MISSING))
        .isInstanceOf(Outcome.Refused.class);
  }

  private Changes<Reset> resets() {
    return operator().resets().orElseThrow();
  }
}
