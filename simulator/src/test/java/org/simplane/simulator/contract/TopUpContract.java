// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Service;
import org.simplane.operator.TopUps;
import org.simplane.operator.TopUps.TopUpRequest;
import org.simplane.simulator.control.Fault;

/** Buying more volume. */
@Covers(Feature.TOP_UPS)
public interface TopUpContract extends OperatorContract {

  /** An operator may keep whole seconds, and a clock of its own. */
  Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  @Test
  @Simulated
  default void addsVolumeToASimThatHasNoneLeft() throws OperatorException {
    assertThat(order(Fleet.EXHAUSTED)).isInstanceOf(Outcome.Done.class);
    assertThat(operator().quotaReports().orElseThrow().quotas(ref(Fleet.EXHAUSTED)))
        .filteredOn(quota -> quota.service() == Service.DATA)
        .singleElement()
        .satisfies(quota -> assertThat(quota.remaining()).isPositive());
  }

  @Test
  @Simulated
  default void makesOneOrderForMany() throws OperatorException {
    Outcome<String> outcome = order(Fleet.ACTIVE, Fleet.LOCKED);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(placed(Fleet.LOCKED, Fleet.ACTIVE))
        .containsExactly(((Outcome.Done<String>) outcome).value());
    assertThat(placed(Fleet.ACTIVE)).as("an order of others too").isEmpty();
  }

  /** It costs money: what was ordered is found out, not ordered again. */
  @Test
  @Simulated
  default void findsAnOrderWhoseAnswerWasLost() throws OperatorException {
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(order(Fleet.ACTIVE)).isInstanceOf(Outcome.Unknown.class);
    assertThat(placed(Fleet.ACTIVE)).hasSize(1);
  }

  @Test
  @Simulated
  default void findsNoOrderThatNeverArrived() throws OperatorException {
    simulator().failNext(Fault.TIMEOUT_BEFORE_EFFECT);
    assertThat(order(Fleet.ACTIVE)).isInstanceOf(Outcome.Unknown.class);
    assertThat(placed(Fleet.ACTIVE)).isEmpty();
  }

  @Test
  @Simulated
  default void refusesASimThatIsNone() {
    assertThat(order(Fleet.MISSING)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  @Simulated
  default void refusesAnUnknownWayOfPaying() {
    TopUpRequest shells = new TopUpRequest(1, List.of(ref(Fleet.ACTIVE)), Optional.of("shells"));
    assertThat(topUps().order(shells)).isInstanceOf(Outcome.Refused.class);
  }

  private TopUps topUps() {
    return operator().topUps().orElseThrow();
  }

  private Outcome<String> order(FleetSim... sims) {
    return topUps()
        .order(new TopUpRequest(1, Stream.of(sims).map(this::ref).toList(), Optional.empty()));
  }

  private List<String> placed(FleetSim... sims) throws OperatorException {
    return topUps()
        .placed(
            Stream.of(sims).map(this::ref).toList(),
            simulator().clock().instant().minus(CLOCKS_DIFFER));
  }
}
