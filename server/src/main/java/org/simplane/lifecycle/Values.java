// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Optional;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * What can be changed of a subscription, as it is or as it will be once what is under way is done.
 *
 * @param label empty: none
 */
record Values(Status status, Optional<BillingPhase> phase, String label, boolean imeiLock) {

  /** As the operator shows it; where it does not show a value, {@code otherwise} has it. */
  static Values of(Sim sim, Values otherwise) {
    return new Values(
        sim.status(),
        sim.billingPhase(),
        sim.label().orElse(""),
        sim.imeiLock().orElse(otherwise.imeiLock()));
  }

  StatusTarget statusTarget() {
    return new StatusTarget(status, status == Status.ACTIVE ? phase : Optional.empty());
  }

  boolean has(Wish wish) {
    return switch (wish) {
      // Without a phase in the wish, any will do.
      case Wish.ToStatus(StatusTarget target) ->
          status == target.status() && (target.phase().isEmpty() || target.phase().equals(phase));
      case Wish.ToLabel(String wanted) -> label.equals(wanted);
      case Wish.ToImeiLock(boolean locked) -> imeiLock == locked;
      // However it stands, it can be reset.
      case Wish.ToReset _ -> false;
    };
  }

  Values with(Wish wish) {
    return switch (wish) {
      case Wish.ToStatus(StatusTarget target) ->
          new Values(target.status(), target.phase(), label, imeiLock);
      case Wish.ToLabel(String wanted) -> new Values(status, phase, wanted, imeiLock);
      case Wish.ToImeiLock(boolean locked) -> new Values(status, phase, label, locked);
      case Wish.ToReset _ -> this;
    };
  }

  /** The value that a wish of this kind is about, as text. */
  String text(Wish.Kind kind) {
    return switch (kind) {
      case STATUS -> statusTarget().toString();
      case LABEL -> label;
      case IMEI_LOCK -> Boolean.toString(imeiLock);
      case RESET -> "";
    };
  }
}
