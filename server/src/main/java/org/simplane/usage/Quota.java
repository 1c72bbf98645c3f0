// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.operator.Service;

/**
 * How much of a service a SIM may use.
 *
 * @param total what was booked so far, top-ups included: bytes for data, messages for SMS
 * @param used in the same unit; may pass the total, since a session is metered after it happened
 * @param lastAdded what the last booking or top-up added
 * @param thresholdPercent it is {@link QuotaState#LOW} when less than this part of the total is
 *     left
 * @param peakBitsPerSecond the data speed sold with it
 * @param changedAt when state or total last changed
 * @param asOf when the figures were true: for quotas that an operator keeps, when it was asked
 */
public record Quota(
    long subscription,
    Service service,
    long total,
    long used,
    long lastAdded,
    int thresholdPercent,
    QuotaState state,
    Optional<Instant> thresholdReachedAt,
    Optional<Instant> exhaustedAt,
    Optional<Instant> expiresAt,
    OptionalLong peakBitsPerSecond,
    Instant changedAt,
    Instant asOf) {

  /** What is left, in the unit of {@code total}; negative when overdrawn. */
  public long remaining() {
    return total - used;
  }
}
