// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Changes;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.simulator.control.Fault;

/** Changing the name that people gave a SIM. */
@Covers(Feature.LABELS)
public interface LabelContract extends OperatorContract {

  @Test
  @Changing
  default void namesASim() throws OperatorException {
    String name = "Zähler \"7\" / Ost & Süd";
    String before = sim(Fleet.ACTIVE).label().orElse("");
    assertThat(Settling.change(this, labels(), name, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(name));
    assertThat(sim(Fleet.ACTIVE).label()).contains(name);
    assertThat(Settling.change(this, labels(), before, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(before));
  }

  @Test
  @Simulated
  default void takesANameAway() throws OperatorException {
    assertThat(Settling.change(this, labels(), "", Fleet.ACTIVE)).isInstanceOf(Outcome.Done.class);
    assertThat(sim(Fleet.ACTIVE).label()).isEmpty();
  }

  @Test
  @Simulated
  default void leavesEverythingElseAsItWas() throws OperatorException {
    assertThat(Settling.change(this, labels(), "Shelf 9", Fleet.SUSPENDED))
        .isInstanceOf(Outcome.Done.class);
    assertThat(sim(Fleet.SUSPENDED).status()).isEqualTo(Status.SUSPENDED);
    assertThat(Settling.change(this, labels(), "Lift 5", Fleet.LOCKED))
        .isInstanceOf(Outcome.Done.class);
    assertThat(sim(Fleet.LOCKED).imeiLock()).contains(true);
  }

  @Test
  @Simulated
  default void namesManyAtOnce() throws OperatorException {
    List<Outcome<String>> outcomes =
        labels().change(Settling.changes(this, "Lot 3", Fleet.FRESH, Fleet.LOCKED));
    assertThat(outcomes)
        .extracting(outcome -> Settling.settled(this, labels(), outcome))
        .containsExactly(new Outcome.Done<>("Lot 3"), new Outcome.Done<>("Lot 3"));
    assertThat(sim(Fleet.FRESH).label()).contains("Lot 3");
  }

  @Test
  @Simulated
  default void refusesANameForASimThatIsNone() {
    assertThat(Settling.change(this, labels(), "Ghost", Fleet.MISSING))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  @Simulated
  default void reportsALostNamingAsUnknown() {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(labels().change(Settling.changes(this, "Lost", Fleet.ACTIVE)))
        .singleElement()
        .isInstanceOf(Outcome.Unknown.class);
  }

  private Changes<String> labels() {
    return operator().labels().orElseThrow();
  }

  private Sim sim(FleetSim sim) throws OperatorException {
    return operator().inventory().find(ref(sim)).orElseThrow();
  }
}
