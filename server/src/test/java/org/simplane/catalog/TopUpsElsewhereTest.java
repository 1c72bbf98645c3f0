// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.access.Organisation;
import org.simplane.db.TestDatabase;
import org.simplane.simulator.contract.SettableClock;

/** Top-ups at an operator that loses answers, says no, or cannot be reached. */
final class TopUpsElsewhereTest {

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final SimSeller operator = new SimSeller();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));

  @AutoClose
  private final OrderHouse house =
      new OrderHouse(testDatabase.database(), "a", List.of(operator), clock);

  private final Organisation tenant = house.organisations.root("Owner");

  @BeforeEach
  void start() {
    house.take(tenant.id(), house.seller(tenant), List.of(SimSeller.sim("8988228066600000001")));
    house.sell(tenant, Product.Kind.TOP_UP, new Grant(1_000, 10, 12));
  }

  @Test
  void anAcceptedOneIsCompletedWithTheOperatorsNumber() {
    long order = house.topUp(tenant);
    work();
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(sim(order).operatorOrder()).contains("top-up-1");
  }

  @Test
  void aLostAnswerIsLookedForAndNeverOrderedAgain() {
    operator.losesAnswers = true;
    long order = house.topUp(tenant);
    work();
    assertThat(state(order)).isEqualTo(Order.State.IN_PREPARATION);
    clock.pass(Duration.ofMinutes(1));
    work();
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(operator.topUps).hasSize(1);
  }

  @Test
  void whatTheOperatorDoesNotShowIsToldAndNotOrderedAgain() {
    operator.losesRequests = true;
    long order = house.topUp(tenant);
    for (int i = 0; i < 10; i++) {
      clock.pass(Duration.ofMinutes(1));
      work();
    }
    assertThat(state(order)).isEqualTo(Order.State.FAILED);
    assertThat(sim(order).error().orElseThrow()).contains("shows no such order");
    assertThat(operator.topUpsAsked).isEqualTo(1);
  }

  @Test
  void whatCertainlyDidNotGoOutIsSentAgain() {
    operator.unreachable = 2;
    long order = house.topUp(tenant);
    for (int i = 0; i < 4; i++) {
      clock.pass(Duration.ofMinutes(1));
      work();
    }
    assertThat(state(order)).isEqualTo(Order.State.COMPLETED);
    assertThat(operator.topUps).hasSize(1);
  }

  @Test
  void aRefusalFailsTheOrder() {
    operator.refuses = true;
    long order = house.topUp(tenant);
    work();
    assertThat(state(order)).isEqualTo(Order.State.FAILED);
    assertThat(sim(order).error()).contains("No credit");
  }

  @Test
  void extensionsAreNotSoldThere() {
    house.sell(tenant, Product.Kind.EXTENSION, new Grant(1_000, 10, 12));
    assertThatThrownBy(() -> house.order(tenant, Product.Kind.EXTENSION))
        .isInstanceOf(FailureException.class);
  }

  /** Until nothing is due for a second. */
  private void work() {
    for (int i = 0; i < 3; i++) {
      house.catalog.catchUp();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  private Order.State state(long order) {
    return house.catalog.orders().find(house.caller(tenant).scope(), order).orElseThrow().state();
  }

  private Order.Sim sim(long order) {
    return house
        .catalog
        .orders()
        .sims(house.caller(tenant).scope(), order, OptionalLong.empty(), 10)
        .items()
        .getFirst();
  }
}
