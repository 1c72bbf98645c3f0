// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.simplane.inventory.Standing;
import org.simplane.operator.Status;

/**
 * The product status ({@code ProductStatusType}) and what it means here (contracts: tmforum-cmo.md
 * section 2.2). It tells fewer apart than we do, so the characteristic {@code connectivityStatus}
 * has our own beside it.
 */
public final class ProductStates {

  private ProductStates() {}

  static String of(Standing standing) {
    return of(standing.status(), standing.activatedAt().isPresent());
  }

  /**
   * @param wasActive whether it has ever been
   */
  static String of(Status status, boolean wasActive) {
    return switch (status) {
      case CREATED, INVENTORY -> "created";
      case PENDING_ACTIVE -> "pendingActive";
      case ACTIVE -> "active";
      case SUSPENDED, BLOCKED -> "suspended";
      case PENDING_TERMINATE -> "pendingTerminate";
      case TERMINATED -> "terminated";
      case DELETED -> wasActive ? "terminated" : "cancelled";
      // There is no word for it, and a product has to have a status.
      case UNKNOWN -> "created";
    };
  }

  /** Those that are shown with this word; empty for a word that nothing is shown with. */
  static Set<Status> shownAs(String word) {
    EnumSet<Status> statuses = EnumSet.noneOf(Status.class);
    for (Status status : Status.values()) {
      if (of(status, true).equals(word) || of(status, false).equals(word)) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  /**
   * What is asked for with a word: one of the definition, or our own as {@code connectivityStatus}
   * shows it, which tells BLOCKED from SUSPENDED.
   */
  public static Optional<Status> wanted(String word) {
    return switch (word) {
      case "created" -> Optional.of(Status.CREATED);
      case "pendingActive" -> Optional.of(Status.PENDING_ACTIVE);
      case "active" -> Optional.of(Status.ACTIVE);
      case "suspended" -> Optional.of(Status.SUSPENDED);
      case "pendingTerminate" -> Optional.of(Status.PENDING_TERMINATE);
      case "terminated" -> Optional.of(Status.TERMINATED);
      default ->
          Arrays.stream(Status.values()).filter(status -> status.name().equals(word)).findFirst();
    };
  }
}
