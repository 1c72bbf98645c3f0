// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.Locale;
import java.util.Optional;

/** What a subscriber is in the register. */
enum Provision {
  /** The register has not heard of the card. */
  NONE,
  INVENTORY,
  TEST,
  SLEEPING,
  PRODUCTIVE,
  SUSPENDED,
  TERMINATED;

  /** Whether a subscriber in this state may use the network. */
  boolean isOnAir() {
    return this == TEST || this == SLEEPING || this == PRODUCTIVE;
  }

  static Provision at(int number) {
    return values()[number];
  }

  /** Empty for a word that a register cannot be told. */
  static Optional<Provision> of(String word) {
    for (Provision provision : values()) {
      if (provision != NONE && provision.name().equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(provision);
      }
    }
    return Optional.empty();
  }
}
