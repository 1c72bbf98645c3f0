// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.simulator.control.Fault;

/** Changing facts other than the status; lost answers are as with {@link StatusControlContract}. */
@Covers(Feature.CHARACTERISTIC_CONTROL)
public interface CharacteristicContract extends OperatorContract {

  /** A value of this kind that the platform takes, other than the fleet's. */
  String anotherValue(Kind kind);

  @Test
  @Simulated
  default void changesEveryKindThatItOffers() throws OperatorException {
    assertThat(control().kinds()).isNotEmpty();
    for (Kind kind : control().kinds()) {
      Characteristic target = new Characteristic(kind, anotherValue(kind));
      assertThat(value(kind)).isNotEqualTo(Optional.of(target.value()));
      assertThat(Settling.change(this, control(), target, Fleet.ACTIVE))
          .isEqualTo(new Outcome.Done<>(target));
      assertThat(value(kind)).contains(target.value());
    }
  }

  @Test
  @Simulated
  default void refusesForASubscriptionThatIsNotThere() {
    Kind kind = control().kinds().iterator().next();
    assertThat(
            Settling.change(
                this, control(), new Characteristic(kind, anotherValue(kind)), Fleet.MISSING))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  @Simulated
  default void reportsALostAnswerToAChangeAsUnknown() {
    Kind kind = control().kinds().iterator().next();
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(
            control()
                .change(
                    Settling.changes(
                        this, new Characteristic(kind, anotherValue(kind)), Fleet.ACTIVE))
                .getFirst())
        .isInstanceOf(Outcome.Unknown.class);
  }

  private Optional<String> value(Kind kind) throws OperatorException {
    Details details = operator().inventory().find(ref(Fleet.ACTIVE)).orElseThrow().details();
    return switch (kind) {
      case SERVICE_PLAN -> details.servicePlan();
      case COMMUNICATION_PLAN ->
          details.dataConnectivity().flatMap(DataConnectivity::communicationPlan);
      case CUSTOMER -> details.customer();
      case SIM_PROFILE -> Optional.ofNullable(details.characteristics().get("simProfile"));
    };
  }

  private CharacteristicControl control() {
    return operator().characteristicControl().orElseThrow();
  }
}
