// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.simplane.operator.Status;

/**
 * The four states of a resource, and what they mean here (contracts: tmforum-cmo.md section 2.2).
 *
 * @param resource {@code ResourceStatusType}
 * @param administrative {@code ResourceAdministrativeStateType}; shut down is what will not come
 *     back
 * @param operational {@code ResourceOperationalStateType}
 * @param usage {@code ResourceUsageStateType}
 */
record ResourceStates(String resource, String administrative, String operational, String usage) {

  static final String UNLOCKED = "unlocked";
  static final String LOCKED = "locked";
  static final String SHUTDOWN = "shutdown";
  static final String SUSPENDED = "suspended";
  static final String AVAILABLE = "available";

  static ResourceStates of(Status status) {
    return switch (status) {
      case CREATED -> idle("standby", UNLOCKED);
      case INVENTORY -> idle(AVAILABLE, UNLOCKED);
      case PENDING_ACTIVE -> idle("reserved", UNLOCKED);
      case ACTIVE -> new ResourceStates(AVAILABLE, UNLOCKED, "enable", "active");
      case SUSPENDED, PENDING_TERMINATE -> idle(SUSPENDED, UNLOCKED);
      case BLOCKED -> idle(SUSPENDED, LOCKED);
      case TERMINATED, DELETED -> idle("unknown", SHUTDOWN);
      case UNKNOWN -> idle("unknown", UNLOCKED);
    };
  }

  private static ResourceStates idle(String resource, String administrative) {
    return new ResourceStates(resource, administrative, "disable", "idle");
  }

  /** The statuses that are shown with one of these words; perhaps none. */
  static Set<Status> shownAs(Function<ResourceStates, String> state, Set<String> words) {
    return Arrays.stream(Status.values())
        .filter(status -> words.contains(state.apply(of(status))))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));
  }

  /**
   * What a client asks for that changed these words, both of which are as the resource is to have
   * them; empty for what cannot be asked for.
   *
   * @param changedAdministrative whether it was the administrative one that changed
   */
  static Optional<Status> wanted(
      String resource, String administrative, boolean changedAdministrative) {
    if (administrative.equals(SHUTDOWN)) {
      return Optional.of(Status.TERMINATED);
    }
    if (administrative.equals(LOCKED)) {
      // A card that is locked is suspended as well, whatever else was said.
      return changedAdministrative || resource.equals(SUSPENDED)
          ? Optional.of(Status.BLOCKED)
          : Optional.empty();
    }
    if (!administrative.equals(UNLOCKED)) {
      return Optional.empty();
    }
    return switch (resource) {
      case AVAILABLE -> Optional.of(Status.ACTIVE);
      // Unlocking alone leaves the other word as it was, which meant locked.
      case SUSPENDED -> Optional.of(changedAdministrative ? Status.ACTIVE : Status.SUSPENDED);
      default -> Optional.empty();
    };
  }
}
