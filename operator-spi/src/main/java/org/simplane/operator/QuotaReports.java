// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what is left of the volume that the operator sold with a SIM. */
public interface QuotaReports {

  /**
   * At most one per service; empty where none is booked.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  List<QuotaReport> quotas(SubscriptionRef ref) throws OperatorException;

  /**
   * What was booked for one service, and what is left of it.
   *
   * @param total bytes for data, messages for SMS
   * @param remaining as {@code total}; negative when overdrawn
   * @param thresholdPercent of the total: the operator warns when less is left
   * @param expiresAt when what is left is lost
   */
  record QuotaReport(
      Service service,
      long total,
      long remaining,
      int thresholdPercent,
      Optional<Instant> expiresAt) {}
}
