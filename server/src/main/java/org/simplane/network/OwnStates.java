// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import static org.simplane.operator.BillingPhase.PRODUCTIVE;
import static org.simplane.operator.BillingPhase.SLEEPING;
import static org.simplane.operator.BillingPhase.TEST;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.network.SubscriberRegister.State;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * The life of a SIM on the own network: Orange's standard mode (pre-activated, test, sleeping,
 * activated, suspended, cancelled), in which test and sleeping are optional stages, and suspension
 * is possible from productive life alone. As in its extended test mode, a SIM under test may go to
 * productive life directly.
 */
final class OwnStates {

  private static final StatusTarget TESTED = StatusTarget.active(TEST);
  private static final StatusTarget ASLEEP = StatusTarget.active(SLEEPING);
  private static final StatusTarget AT_WORK = StatusTarget.active(PRODUCTIVE);
  private static final StatusTarget ACTIVE = StatusTarget.of(Status.ACTIVE);
  private static final StatusTarget SUSPENDED = StatusTarget.of(Status.SUSPENDED);
  private static final StatusTarget TERMINATED = StatusTarget.of(Status.TERMINATED);

  /** ACTIVE without a phase is asked for by dialects that know none, and means productive. */
  static final Map<StatusTarget, Set<StatusTarget>> TRANSITIONS = transitions();

  private OwnStates() {}

  private static Map<StatusTarget, Set<StatusTarget>> transitions() {
    Map<StatusTarget, Set<StatusTarget>> table = new HashMap<>();
    for (Status before : EnumSet.of(Status.CREATED, Status.INVENTORY, Status.PENDING_ACTIVE)) {
      table.put(StatusTarget.of(before), Set.of(TESTED, AT_WORK, ACTIVE, TERMINATED));
    }
    table.put(TESTED, Set.of(ASLEEP, AT_WORK, ACTIVE, TERMINATED));
    table.put(ASLEEP, Set.of(AT_WORK, ACTIVE, TERMINATED));
    table.put(AT_WORK, Set.of(ASLEEP, SUSPENDED, TERMINATED));
    table.put(ACTIVE, Set.of(ASLEEP, SUSPENDED, TERMINATED));
    table.put(SUSPENDED, Set.of(AT_WORK, ACTIVE, TERMINATED));
    table.put(StatusTarget.of(Status.BLOCKED), Set.of(AT_WORK, ACTIVE, SUSPENDED, TERMINATED));
    table.put(
        StatusTarget.of(Status.UNKNOWN),
        new HashSet<>(Set.of(AT_WORK, ACTIVE, SUSPENDED, TERMINATED)));
    return Map.copyOf(table);
  }

  /** What the register is told for a status; empty for one that the network does not know. */
  static Optional<State> state(Status status, Optional<BillingPhase> phase) {
    return switch (status) {
      case CREATED, INVENTORY, PENDING_ACTIVE -> Optional.of(State.INVENTORY);
      case ACTIVE ->
          Optional.of(
              switch (phase.orElse(PRODUCTIVE)) {
                case TEST -> State.TEST;
                case SLEEPING -> State.SLEEPING;
                case PRODUCTIVE -> State.PRODUCTIVE;
              });
      case SUSPENDED, BLOCKED -> Optional.of(State.SUSPENDED);
      case PENDING_TERMINATE, TERMINATED, DELETED -> Optional.of(State.TERMINATED);
      case UNKNOWN -> Optional.empty();
    };
  }

  static StatusTarget target(State state) {
    return switch (state) {
      case INVENTORY -> StatusTarget.of(Status.INVENTORY);
      case TEST -> TESTED;
      case SLEEPING -> ASLEEP;
      case PRODUCTIVE -> AT_WORK;
      case SUSPENDED -> SUSPENDED;
      case TERMINATED -> TERMINATED;
    };
  }
}
