// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.Locale;
import java.util.Optional;

/** What a subscriber is in the register. */
enum Provision {
  /** The register has not heard of the card. */
  NONE(0),
  INVENTORY(1),
  TEST(2),
  SLEEPING(3),
  PRODUCTIVE(4),
  SUSPENDED(5),
  TERMINATED(6);

  private static final Provision[] BY_CODE = values();

  private final int code;

  Provision(int code) {
    this.code = code;
  }

  /** What the fleet's state keeps. */
  int code() {
    return code;
  }

  /** Whether a subscriber in this state may use the network. */
  boolean isOnAir() {
    return this == TEST || this == SLEEPING || this == PRODUCTIVE;
  }

  static Provision of(int code) {
    return BY_CODE[code];
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
