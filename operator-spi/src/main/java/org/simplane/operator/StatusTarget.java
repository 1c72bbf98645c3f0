// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Optional;

/**
 * A status that can be asked for, with its billing phase where the operator tells phases apart.
 *
 * @param phase only with {@link Status#ACTIVE}
 */
public record StatusTarget(Status status, Optional<BillingPhase> phase) {

  public StatusTarget {
    if (phase.isPresent() && status != Status.ACTIVE) {
      throw new IllegalArgumentException("Only ACTIVE has a billing phase, not " + status);
    }
  }

  public static StatusTarget of(Status status) {
    return new StatusTarget(status, Optional.empty());
  }

  public static StatusTarget active(BillingPhase phase) {
    return new StatusTarget(Status.ACTIVE, Optional.of(phase));
  }

  @Override
  public String toString() {
    return phase.map(p -> status + "/" + p).orElse(status.name());
  }
}
