// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.simplane.operator.Change;
import org.simplane.operator.Outcome;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/** Enables and disables SIMs. */
final class NceStatusControl implements StatusControl {

  private final NceChanges<StatusTarget> changes;

  NceStatusControl(NceChanges<StatusTarget> changes) {
    this.changes = changes;
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return NceStates.TRANSITIONS;
  }

  @Override
  public String word(StatusTarget reached) {
    return NceStates.word(reached).orElseGet(reached::toString);
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
  public Outcome<StatusTarget> follow(String requestId) {
    return changes.follow(requestId);
  }
}
