// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.transitions.Transitions;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** The platform's words for the state of a subscription (seeds/003; contract B.2). */
final class IotaStates {

  private IotaStates() {}

  /**
   * The seed's table; {@code PAUSE}, {@code OPERATOR_BLOCKED} and {@code TERMINATED_PENDING} are
   * not in it.
   */
  static Status of(String word) {
    return switch (word) {
      case "ACTIVE_NO_BILLING" -> Status.PENDING_ACTIVE;
      case "ACTIVE" -> Status.ACTIVE;
      case "DEACTIVATED", "PAUSE" -> Status.SUSPENDED;
      case "OPERATOR_BLOCKED" -> Status.BLOCKED;
      case "DEACTIVATED_NO_BILLING", "TERMINATED_PENDING" -> Status.PENDING_TERMINATE;
      case "TERMINATED" -> Status.TERMINATED;
      default -> Status.UNKNOWN;
    };
  }

  /** Empty for what the platform cannot be asked for. */
  static Optional<String> word(StatusTarget target) {
    if (target.phase().isPresent()) {
      return Optional.empty();
    }
    return switch (target.status()) {
      case PENDING_ACTIVE -> Optional.of("ACTIVE_NO_BILLING");
      case ACTIVE -> Optional.of("ACTIVE");
      case SUSPENDED -> Optional.of("DEACTIVATED");
      case PENDING_TERMINATE -> Optional.of("DEACTIVATED_NO_BILLING");
      case TERMINATED -> Optional.of("TERMINATED");
      case CREATED, INVENTORY, BLOCKED, DELETED, UNKNOWN -> Optional.empty();
    };
  }

  static Map<StatusTarget, Set<StatusTarget>> transitions() {
    return Transitions.of("IOTA");
  }
}
