// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.simplane.operator.Change;
import org.simplane.operator.Outcome;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/** Changes a device's SIM status. */
final class JasperStatusControl implements StatusControl {

  private final Map<StatusTarget, Set<StatusTarget>> transitions;
  private final JasperChanges<StatusTarget> changes;

  JasperStatusControl(String backend, JasperClient client, JasperInventory inventory, Clock clock) {
    this.transitions = JasperStates.transitions(backend);
    this.changes =
        new JasperChanges<>(
            client,
            inventory,
            new JasperChanges.Form<>(
                target -> JasperStates.word(target).map(word -> Map.of("status", word)),
                target -> JasperStates.word(target).orElse(""),
                word -> StatusTarget.of(JasperStates.of(word)),
                (sim, target) -> sim.status() == target.status()),
            clock);
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return transitions;
  }

  @Override
  public String word(StatusTarget reached) {
    return JasperStates.word(reached).orElseGet(reached::toString);
  }

  @Override
  public int maximumBatch() {
    return changes.maximumBatch();
  }

  @Override
  public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> wanted) {
    return changes.change(wanted);
  }

  @Override
  public Duration settling() {
    return changes.settling();
  }

  @Override
  public Outcome<StatusTarget> follow(String requestId) {
    return changes.follow(requestId);
  }
}
