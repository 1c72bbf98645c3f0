// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.List;
import java.util.Optional;

/** What devices answer to messages: one in three does, and the same fleet answers the same. */
final class Replies {

  private static final int PURPOSE = 40;
  private static final int ANSWERED_PER = 3;
  private static final List<String> WORDS =
      List.of("understood", "done", "battery low, but done", "not now, I am busy");

  private Replies() {}

  /** Leaves the SIM's other chances alone. */
  static Optional<String> of(long seed, int sim, String payload) {
    long chance = Chance.mix(Chance.of(seed, sim, PURPOSE) ^ payload.hashCode());
    return Long.remainderUnsigned(chance, ANSWERED_PER) == 0
        ? Optional.of(WORDS.get((int) Long.remainderUnsigned(Chance.mix(chance), WORDS.size())))
        : Optional.empty();
  }
}
