// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.Outcome;
import org.simplane.simulator.control.Effect;

/** Asks for changes and follows those that are pending until they are settled. */
final class Settling {

  private static final int LOOKS = 30;

  private Settling() {}

  /** One change of each SIM to the same value, numbered from 1. */
  static <T> List<Change<T>> changes(OperatorContract contract, T target, FleetSim... sims) {
    return IntStream.range(0, sims.length)
        .mapToObj(i -> new Change<>(i + 1L, contract.ref(sims[i]), target))
        .toList();
  }

  /** Asks for all, in as many calls as the operator needs; outcomes in the order of the changes. */
  static <T> List<Outcome<T>> ask(Changes<T> changes, List<Change<T>> asked) {
    List<Outcome<T>> outcomes = new ArrayList<>();
    for (int from = 0; from < asked.size(); from += changes.maximumBatch()) {
      int until = Math.min(asked.size(), from + changes.maximumBatch());
      outcomes.addAll(changes.change(asked.subList(from, until)));
    }
    return outcomes;
  }

  /** What one change ended as. */
  static <T> Outcome<T> change(
      OperatorContract contract, Changes<T> changes, T target, FleetSim sim) {
    List<Outcome<T>> outcomes = changes.change(changes(contract, target, sim));
    assertThat(outcomes).hasSize(1);
    return settled(contract, changes, outcomes.getFirst());
  }

  static <T> Outcome<T> settled(OperatorContract contract, Changes<T> changes, Outcome<T> outcome) {
    Outcome<T> now = outcome;
    for (int look = 0; look < LOOKS && now instanceof Outcome.Pending<T> pending; look++) {
      contract.account().pass(pending.askAgainAfter());
      now = changes.follow(pending.requestId());
    }
    return now;
  }

  /** What the operator did, in the order in which it did it. */
  static List<Effect> effects(OperatorContract contract) {
    return contract.simulator().requests().stream()
        .flatMap(request -> request.effects().stream())
        .toList();
  }
}
