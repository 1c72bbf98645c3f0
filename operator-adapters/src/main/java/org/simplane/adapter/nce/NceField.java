// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.Optional;
import java.util.function.Function;
import org.simplane.operator.Sim;
import org.simplane.operator.StatusTarget;

/**
 * A field of SimUpdate (contract section 5) that can be changed.
 *
 * @param write the value as JSON; empty for what 1NCE cannot be asked for
 * @param read the same value of a SIM, as text
 * @param parse the value of that text
 */
record NceField<T>(
    String name,
    Function<T, Optional<Object>> write,
    Function<Sim, String> read,
    Function<String, T> parse) {

  static final NceField<StatusTarget> STATUS =
      new NceField<>(
          "status",
          target -> NceStates.word(target).map(word -> word),
          sim -> NceStates.word(StatusTarget.of(sim.status())).orElse(sim.operatorStatus()),
          word -> StatusTarget.of(NceStates.of(word)));

  /** An empty label takes it away (assumed). */
  static final NceField<String> LABEL =
      new NceField<>("label", Optional::of, sim -> sim.label().orElse(""), label -> label);

  static final NceField<Boolean> IMEI_LOCK =
      new NceField<>(
          "imei_lock",
          Optional::of,
          sim -> String.valueOf(sim.imeiLock().orElse(false)),
          Boolean::valueOf);
}
