// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.simulator.control.Fault;

/** Changing the status. What is said here of lost answers holds for every kind of change. */
@Covers(Feature.STATUS_CONTROL)
public interface StatusControlContract extends OperatorContract {

  StatusTarget OFF = StatusTarget.of(Status.SUSPENDED);

  @Test
  @Simulated
  default void carriesOutEveryTransitionThatItOffers() throws OperatorException {
    for (Map.Entry<StatusTarget, Set<StatusTarget>> offered : control().transitions().entrySet()) {
      for (StatusTarget target : offered.getValue()) {
        simulator().put(Fleet.ACTIVE, offered.getKey().status());
        assertThat(Settling.change(this, control(), target, Fleet.ACTIVE))
            .as("%s to %s", offered.getKey(), target)
            .isEqualTo(new Outcome.Done<>(target));
        Sim sim = operator().inventory().find(ref(Fleet.ACTIVE)).orElseThrow();
        assertThat(sim.status()).isEqualTo(target.status());
        assertThat(control().word(target)).isEqualTo(sim.operatorStatus());
      }
    }
  }

  @Test
  @Changing
  default void switchesASimOffAndOn() throws OperatorException {
    StatusTarget on = StatusTarget.of(Status.ACTIVE);
    assertThat(Settling.change(this, control(), OFF, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(OFF));
    assertThat(Settling.change(this, control(), on, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(on));
    assertThat(status(Fleet.ACTIVE)).isEqualTo(Status.ACTIVE);
  }

  @Test
  @Simulated
  default void changesManyAndLeavesTheOthersAlone() throws OperatorException {
    FleetSim[] many = {Fleet.ACTIVE, Fleet.LOCKED};
    List<Outcome<StatusTarget>> outcomes =
        Settling.ask(control(), Settling.changes(this, OFF, many));
    assertThat(outcomes).hasSize(many.length);
    for (Outcome<StatusTarget> outcome : outcomes) {
      assertThat(Settling.settled(this, control(), outcome)).isEqualTo(new Outcome.Done<>(OFF));
    }
    assertThat(status(Fleet.ACTIVE)).isEqualTo(Status.SUSPENDED);
    assertThat(status(Fleet.LOCKED)).isEqualTo(Status.SUSPENDED);
    assertThat(status(Fleet.FRESH)).isEqualTo(Status.ACTIVE);
    assertThat(Settling.effects(this)).hasSize(many.length);
  }

  @Test
  @Simulated
  default void answersEachInItsPlaceWhenOneIsUnknown() {
    List<Outcome<StatusTarget>> outcomes =
        Settling.ask(
            control(), Settling.changes(this, OFF, Fleet.ACTIVE, Fleet.MISSING, Fleet.LOCKED));
    assertThat(outcomes)
        .extracting(outcome -> Settling.settled(this, control(), outcome))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Outcome.Done<>(OFF)),
            unknown -> assertThat(unknown).isInstanceOf(Outcome.Refused.class),
            last -> assertThat(last).isEqualTo(new Outcome.Done<>(OFF)));
  }

  @Test
  @Simulated
  default void reportsARefusedConnectionAsNotSent() {
    simulator().failNext(Fault.REFUSE_CONNECTION);
    assertThat(asked()).isInstanceOf(Outcome.NotSent.class);
  }

  @Test
  @Simulated
  default void reportsThrottlingAsNotSentWithItsDelay() throws OperatorException {
    simulator().failNext(Fault.THROTTLED);
    assertThat(asked())
        .isInstanceOfSatisfying(
            Outcome.NotSent.class,
            notSent -> {
              assertThat(notSent.cause().kind()).isEqualTo(Kind.THROTTLED);
              assertThat(notSent.cause().retryAfter()).contains(Duration.ofSeconds(1));
            });
    assertThat(status(Fleet.ACTIVE)).isEqualTo(Status.ACTIVE);
  }

  @Test
  @Simulated
  default void reportsAnAnswerLostAfterTheEffectAsUnknown() throws OperatorException {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(asked()).isInstanceOf(Outcome.Unknown.class);
    account().pass(Duration.ofMinutes(1));
    assertThat(status(Fleet.ACTIVE)).isEqualTo(Status.SUSPENDED);
    assertThat(Settling.effects(this)).as("done once").hasSize(1);
  }

  @Test
  @Simulated
  default void reportsAnAnswerLostBeforeTheEffectAsUnknown() throws OperatorException {
    simulator().failNext(Fault.TIMEOUT_BEFORE_EFFECT);
    assertThat(asked()).isInstanceOf(Outcome.Unknown.class);
    account().pass(Duration.ofMinutes(1));
    assertThat(status(Fleet.ACTIVE)).isEqualTo(Status.ACTIVE);
  }

  @Test
  @Simulated
  default void reportsTheOperatorsOwnFailureAsUnknown() {
    simulator().failNext(Fault.SERVER_ERROR);
    assertThat(asked()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  @Simulated
  default void changesOnceThoughItsTokenHadExpired() {
    assertThat(asked()).isNotInstanceOf(Outcome.NotSent.class);
    simulator().reset();
    simulator().failNext(Fault.EXPIRED_TOKEN);
    assertThat(Settling.change(this, control(), OFF, Fleet.ACTIVE))
        .isEqualTo(new Outcome.Done<>(OFF));
    assertThat(Settling.effects(this)).hasSize(1);
  }

  private Outcome<StatusTarget> asked() {
    return control().change(Settling.changes(this, OFF, Fleet.ACTIVE)).getFirst();
  }

  private Status status(FleetSim sim) throws OperatorException {
    return operator().inventory().find(ref(sim)).orElseThrow().status();
  }

  private StatusControl control() {
    return operator().statusControl().orElseThrow();
  }
}
