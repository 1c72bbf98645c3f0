// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.account.Capabilities;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** What a wish means for a subscription as it stands. */
sealed interface Verdict {

  /** The operator is to be asked for this. */
  record Send(Wish wish) implements Verdict {}

  /** It stands there already. */
  record Already() implements Verdict {}

  /** The value is Simplane's alone; no operator knows it. */
  record OursAlone(Wish wish) implements Verdict {}

  record Impossible(String code, Failure failure) implements Verdict {}

  static Verdict of(Values values, Wish wish, Capabilities capabilities) {
    return switch (wish) {
      case Wish.ToLabel _ when !capabilities.labels() ->
          values.has(wish) ? new Already() : new OursAlone(wish);
      case Wish.ToImeiLock _ when !capabilities.imeiLocks() ->
          impossible("NOT_SUPPORTED", "The operator has no IMEI lock");
      case Wish.ToReset _ when !capabilities.resets() ->
          impossible("NOT_SUPPORTED", "The operator has no connectivity reset");
      case Wish.ToCharacteristic(var wanted)
          when !capabilities.characteristics().contains(wanted.kind()) ->
          impossible(
              "NOT_SUPPORTED",
              "The operator's API does not let "
                  + wanted.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                  + " be changed");
      case Wish.ToLabel _, Wish.ToImeiLock _, Wish.ToReset _, Wish.ToCharacteristic _ ->
          values.has(wish) ? new Already() : new Send(wish);
      case Wish.ToStatus(StatusTarget target) -> status(values, target, capabilities.transitions());
    };
  }

  private static Verdict status(
      Values values, StatusTarget target, Map<StatusTarget, Set<StatusTarget>> transitions) {
    if (values.has(new Wish.ToStatus(target))) {
      return new Already();
    }
    if (transitions.isEmpty()) {
      return impossible("NOT_SUPPORTED", "The operator does not let statuses be changed");
    }
    StatusTarget from = values.statusTarget();
    // An operator without billing phases has none in its table either.
    Set<StatusTarget> allowed =
        transitions.getOrDefault(
            from, transitions.getOrDefault(StatusTarget.of(from.status()), Set.of()));
    Optional<StatusTarget> reachable = choose(allowed, target);
    if (reachable.isPresent()) {
      return new Send(new Wish.ToStatus(reachable.get()));
    }
    return new Impossible(
        "NOT_ALLOWED",
        new Failure.Conflict(
            allowed.isEmpty()
                ? "From " + from + " no other status can be asked for"
                : "From "
                    + from
                    + " only "
                    + allowed.stream().map(StatusTarget::toString).sorted().toList()
                    + " can be asked for, not "
                    + target));
  }

  /**
   * Without a phase in the wish, the one that can be reached will do; of several the last in a
   * SIM's life.
   */
  private static Optional<StatusTarget> choose(Set<StatusTarget> allowed, StatusTarget target) {
    if (allowed.contains(target)) {
      return Optional.of(target);
    }
    if (target.status() != Status.ACTIVE || target.phase().isPresent()) {
      return Optional.empty();
    }
    BillingPhase[] phases = BillingPhase.values();
    for (int i = phases.length - 1; i >= 0; i--) {
      if (allowed.contains(StatusTarget.active(phases[i]))) {
        return Optional.of(StatusTarget.active(phases[i]));
      }
    }
    return Optional.empty();
  }

  private static Impossible impossible(String code, String message) {
    return new Impossible(code, new Failure.NotSupported(message));
  }
}
