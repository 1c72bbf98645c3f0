// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.List;

/** Whether there is a demo, and what the simulator that it starts is told. */
final class DemoKeys {

  static final Key<Boolean> DEMO =
      Key.of(
          "demo.enabled",
          "on",
          "Whether a demo fleet is set up and the simulated operators are started beside Simplane",
          Texts::onOff);

  static final Key<Integer> SIMULATOR_PORT =
      Key.of("simulator.port", "8090", "The simulator's port on loopback", Texts::port);
  static final Key<Integer> FLEET_SIZE =
      Key.of(
          "simulator.fleet-size",
          "3000",
          "How many SIMs the simulated own network has",
          text -> (int) Texts.number(text, 1, 10_000_000));
  static final Key<Integer> OPERATOR_SIMS =
      Key.of(
          "simulator.operator-sims",
          "40",
          "How many SIMs each further simulated operator has to begin with; 0 leaves these operators out",
          text -> (int) Texts.number(text, 0, 1_000_000));
  static final Key<Double> PACE =
      Key.of(
          "simulator.pace",
          "5",
          "How many times the usual traffic they make; volume alone, never the clock",
          text -> Texts.decimal(text, 0.001, 100_000));
  static final Key<Long> SEED =
      Key.of(
          "simulator.seed",
          "1",
          "The same seed makes the same fleet",
          text -> Texts.number(text, 0, Long.MAX_VALUE));

  static final List<Key<?>> ALL =
      List.of(DEMO, SIMULATOR_PORT, FLEET_SIZE, OPERATOR_SIMS, PACE, SEED);

  private DemoKeys() {}
}
