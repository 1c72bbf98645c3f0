// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * The status words of the wire (contract section 5, SimCard and SimUpdate) and what may be asked
 * for.
 */
final class NceStates {

  static final StatusTarget ACTIVE = StatusTarget.of(Status.ACTIVE);
  static final StatusTarget SUSPENDED = StatusTarget.of(Status.SUSPENDED);

  static final String ENABLED = "Enabled";
  static final String DISABLED = "Disabled";

  static final Map<StatusTarget, Set<StatusTarget>> TRANSITIONS =
      Map.of(ACTIVE, Set.of(SUSPENDED), SUSPENDED, Set.of(ACTIVE));

  private NceStates() {}

  /**
   * {@code Enabled} and {@code Activated} were both recorded for the same SIM, by list and by
   * single read; {@code Deactivated} and {@code Expired} are the portal's words, and that the API
   * shows them is assumed; {@code Suspended} is an event's. An expired SIM can only be extended,
   * hence BLOCKED, which has no transitions.
   */
  static Status of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "enabled", "activated" -> Status.ACTIVE;
      case "disabled", "deactivated", "suspended" -> Status.SUSPENDED;
      case "expired" -> Status.BLOCKED;
      default -> Status.UNKNOWN;
    };
  }

  /** Empty for what 1NCE cannot be asked for. */
  static Optional<String> word(StatusTarget target) {
    if (target.equals(ACTIVE)) {
      return Optional.of(ENABLED);
    }
    return target.equals(SUSPENDED) ? Optional.of(DISABLED) : Optional.empty();
  }
}
