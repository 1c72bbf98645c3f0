// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/** Changes a device's SIM status. */
final class JasperStatusControl extends JasperChanges<StatusTarget> implements StatusControl {

  private final Map<StatusTarget, Set<StatusTarget>> transitions;

  JasperStatusControl(String backend, JasperClient client, JasperInventory inventory, Clock clock) {
    super(
        client,
        inventory,
        new Form<>(
            target -> JasperStates.word(target).map(word -> Map.of("status", word)),
            target -> JasperStates.word(target).orElse(""),
            word -> StatusTarget.of(JasperStates.of(word)),
            (sim, target) -> sim.status() == target.status()),
        clock);
    this.transitions = JasperStates.transitions(backend);
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return transitions;
  }

  @Override
  public String word(StatusTarget reached) {
    return JasperStates.word(reached).orElseGet(reached::toString);
  }
}
