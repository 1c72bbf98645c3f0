// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/** Enables and disables SIMs. */
final class NceStatusControl extends NceChanges<StatusTarget> implements StatusControl {

  NceStatusControl(NceClient client, NceInventory inventory, Clock clock) {
    super(client, inventory, NceField.STATUS, clock);
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return NceStates.TRANSITIONS;
  }

  @Override
  public String word(StatusTarget reached) {
    return NceStates.word(reached).orElseGet(reached::toString);
  }
}
