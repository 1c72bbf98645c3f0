// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.simplane.inventory.Subscription;

/** What an IoT connection is made of, as products (seeds/003). */
public enum Part {
  /** The connection as a whole. */
  BUNDLE(""),
  SIM_CARD("-simCard"),
  TERMINAL("-terminal"),
  DATA_CONNECTIVITY("-dataConnectivity"),
  USAGE_VOLUME("-usageVolume-data");

  private final String suffix;

  Part(String suffix) {
    this.suffix = suffix;
  }

  /** What the bundle's product id is followed by. */
  public String suffix() {
    return suffix;
  }

  /** Which part an id names, by how it ends. */
  static Part of(String id) {
    return Arrays.stream(values())
        .filter(part -> part != BUNDLE && id.endsWith(part.suffix))
        .findFirst()
        .orElse(BUNDLE);
  }

  /** The parts of a subscription; the first of them carries its status. */
  public static List<Part> of(Member member) {
    boolean terminalAlone = member.subscription().kind() == Subscription.Kind.TERMINAL;
    boolean terminalToo = member.details().terminal().isPresent();
    if (terminalAlone) {
      return List.of(TERMINAL, USAGE_VOLUME);
    }
    return terminalToo
        ? List.of(SIM_CARD, TERMINAL, USAGE_VOLUME)
        : List.of(SIM_CARD, DATA_CONNECTIVITY, USAGE_VOLUME);
  }

  /** Whether a subscription has this part. */
  Optional<Part> in(Member member) {
    return this == BUNDLE || of(member).contains(this) ? Optional.of(this) : Optional.empty();
  }
}
