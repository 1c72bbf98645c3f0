// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;

/** Reads what happened to a subscription on its network, as its operator keeps it. */
public interface EventReports {

  /**
   * All that happened at or after the time and that the operator still has, oldest first; some may
   * be told again with the next call.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  List<ReportedEvent> events(SubscriptionRef ref, Instant from) throws OperatorException;
}
