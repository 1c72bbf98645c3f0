// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.adapter.transitions.Transitions;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** Control Center's status words (contract A.4) and what may be asked for. */
final class JasperStates {

  private static final String OTHERS = "JASPER";

  private JasperStates() {}

  /** {@code TRIAL} and {@code REPLACED} have no status in the seed's table. */
  static Status of(String word) {
    return switch (word) {
      case "INVENTORY" -> Status.INVENTORY;
      case "ACTIVATION_READY" -> Status.PENDING_ACTIVE;
      case "ACTIVATED", "TEST_READY" -> Status.ACTIVE;
      case "DEACTIVATED" -> Status.SUSPENDED;
      case "RETIRED" -> Status.PENDING_TERMINATE;
      case "PURGED" -> Status.TERMINATED;
      default -> Status.UNKNOWN;
    };
  }

  /** Empty for what Control Center has no word for. */
  static Optional<String> word(StatusTarget target) {
    if (target.phase().isPresent()) {
      return Optional.empty();
    }
    return switch (target.status()) {
      case INVENTORY -> Optional.of("INVENTORY");
      case PENDING_ACTIVE -> Optional.of("ACTIVATION_READY");
      case ACTIVE -> Optional.of("ACTIVATED");
      case SUSPENDED -> Optional.of("DEACTIVATED");
      case PENDING_TERMINATE -> Optional.of("RETIRED");
      case TERMINATED -> Optional.of("PURGED");
      case CREATED, BLOCKED, DELETED, UNKNOWN -> Optional.empty();
    };
  }

  /**
   * Those of the table that this platform has words for; a backend that the table does not know is
   * like any other Control Center.
   */
  static Map<StatusTarget, Set<StatusTarget>> transitions(String backend) {
    Map<StatusTarget, Set<StatusTarget>> table = Transitions.of(backend);
    Map<StatusTarget, Set<StatusTarget>> found = new HashMap<>();
    (table.isEmpty() ? Transitions.of(OTHERS) : table)
        .forEach((from, targets) -> {
          if (word(from).isPresent()) {
            found.put(
                from,
                targets.stream()
                    .filter(target -> word(target).isPresent())
                    .collect(Collectors.toSet()));
          }
        });
    return Map.copyOf(found);
  }
}
