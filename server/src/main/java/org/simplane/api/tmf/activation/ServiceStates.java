// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.operator.Status;

/**
 * The state of a service ({@code ServiceStateType} of TMF640 v4), which tells fewer apart than we
 * do; the characteristic {@code connectivityStatus} has our own beside it.
 */
final class ServiceStates {

  private static final Set<String> WORDS =
      Set.of("feasibilityChecked", "designed", "reserved", "inactive", "active", "terminated");

  private ServiceStates() {}

  static String of(Status status) {
    return switch (status) {
      case CREATED, INVENTORY -> "designed";
      case PENDING_ACTIVE -> "reserved";
      case ACTIVE -> "active";
      // What is not known is at least not known to work.
      case SUSPENDED, BLOCKED, PENDING_TERMINATE, UNKNOWN -> "inactive";
      case TERMINATED, DELETED -> "terminated";
    };
  }

  /** The statuses that are shown with one of these words; perhaps none. */
  static Set<Status> shownAs(Set<String> words) {
    return Arrays.stream(Status.values())
        .filter(status -> words.contains(of(status)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));
  }

  static boolean isKnown(String word) {
    return WORDS.contains(word);
  }

  /** What is asked for with a word; empty for states that only operators bring about. */
  static Optional<Status> wanted(String word) {
    return switch (word) {
      case "active" -> Optional.of(Status.ACTIVE);
      case "inactive" -> Optional.of(Status.SUSPENDED);
      case "terminated" -> Optional.of(Status.TERMINATED);
      default -> Optional.empty();
    };
  }
}
