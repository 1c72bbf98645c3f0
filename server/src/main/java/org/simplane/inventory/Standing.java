// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Status;

/**
 * Where a subscription stands in its life.
 *
 * @param operatorStatus the operator's own word
 * @param intended what has been asked for and is not reached yet
 * @param reason why it is in its status: who or what asked for it
 * @param requestedAt when {@code intended} was last asked for
 * @param endsAt end of the SIM's lifetime
 */
public record Standing(
    Status status,
    String operatorStatus,
    Optional<BillingPhase> phase,
    Optional<Status> intended,
    Optional<String> reason,
    Optional<Instant> requestedAt,
    Optional<Instant> changedAt,
    Optional<Instant> activatedAt,
    Optional<Instant> endsAt) {

  public Standing ending(Instant at) {
    return new Standing(
        status,
        operatorStatus,
        phase,
        intended,
        reason,
        requestedAt,
        changedAt,
        activatedAt,
        Optional.of(at));
  }

  /**
   * Arrived in a status: nothing is intended any more, and the first arrival in {@code ACTIVE} is
   * when it was activated.
   */
  public Standing reached(
      Status status, String operatorStatus, Optional<BillingPhase> phase, Instant at) {
    Optional<Instant> activated =
        activatedAt.isEmpty() && status == Status.ACTIVE ? Optional.of(at) : activatedAt;
    return new Standing(
        status,
        operatorStatus,
        phase,
        Optional.empty(),
        reason,
        requestedAt,
        Optional.of(at),
        activated,
        endsAt);
  }
}
