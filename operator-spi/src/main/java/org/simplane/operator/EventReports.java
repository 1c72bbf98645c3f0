// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;

/** Reads what happened to a subscription on its network, as its operator keeps it. */
public interface EventReports {

  /**
   * With the keys that the operator's pushes have, so that nothing counts twice. Details stand
   * under the names of {@link EventDetail} as far as they reach, kinds are the words of the own
   * network: {@code ATTACH, DETACH, LOCATION_UPDATE, SESSION_START, SESSION_UPDATE, SESSION_END,
   * IMEI_CHANGE, AUTHENTICATION_FAILURE, BLOCKED, ASSIGNED, RELEASED}, else the operator's own.
   *
   * <p>All that happened at or after the time and that the operator still has, oldest first; some
   * may be told again with the next call.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  List<OperatorEvent> events(SubscriptionRef ref, Instant from) throws OperatorException;
}
