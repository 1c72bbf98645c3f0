// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what is left of the volume that the operator sold with a SIM. */
public interface QuotaReports {

  List<QuotaReport> quotas(SubscriptionRef ref) throws OperatorException;

  /**
   * @param total bytes for data, messages for SMS
   * @param remaining as {@code total}; negative when overdrawn
   */
  record QuotaReport(
      Service service,
      long total,
      long remaining,
      int thresholdPercent,
      Optional<Instant> expiresAt) {}
}
