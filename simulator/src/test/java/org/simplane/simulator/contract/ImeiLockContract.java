// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Changes;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.simulator.control.Fault;

/** Binding a SIM to its device and setting it free. */
@Covers(Feature.IMEI_LOCKS)
public interface ImeiLockContract extends OperatorContract {

  @Test
  @Simulated
  default void bindsASimAndSetsItFree() throws OperatorException {
    assertThat(Settling.change(this, locks(), true, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(true));
    assertThat(sim(Fleet.ACTIVE).imeiLock()).contains(true);
    assertThat(Settling.change(this, locks(), false, Fleet.LOCKED))
        .isEqualTo(new Outcome.Done<>(false));
    assertThat(sim(Fleet.LOCKED).imeiLock()).contains(false);
  }

  @Test
  @Simulated
  default void bindingChangesNothingElse() throws OperatorException {
    Sim before = sim(Fleet.SUSPENDED);
    assertThat(Settling.change(this, locks(), true, Fleet.SUSPENDED))
        .isInstanceOf(Outcome.Done.class);
    Sim after = sim(Fleet.SUSPENDED);
    assertThat(after.status()).isEqualTo(Status.SUSPENDED);
    assertThat(after.label()).isEqualTo(before.label());
  }

  /** The lock shows where the operator keeps one at all: never as "not known". */
  @Test
  default void showsWhetherASimIsBound() throws OperatorException {
    Optional<Boolean> lock = sim(Fleet.ACTIVE).imeiLock();
    assertThat(lock).isPresent();
  }

  @Test
  @Simulated
  default void refusesToBindASimThatIsNone() {
    assertThat(Settling.change(this, locks(), true, Fleet.MISSING))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  @Simulated
  default void reportsALostBindingAsUnknown() {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(locks().change(Settling.changes(this, true, Fleet.ACTIVE)))
        .singleElement()
        .isInstanceOf(Outcome.Unknown.class);
  }

  private Changes<Boolean> locks() {
    return operator().imeiLocks().orElseThrow();
  }

  private Sim sim(FleetSim sim) throws OperatorException {
    return operator().inventory().find(ref(sim)).orElseThrow();
  }
}
