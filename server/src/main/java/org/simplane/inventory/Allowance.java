// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Optional;

/**
 * What a list shows of a quota; the usage feature keeps it.
 *
 * @param total booked: bytes for data, messages for SMS
 */
public record Allowance(
    long total, State state, Optional<Instant> thresholdReachedAt, Optional<Instant> exhaustedAt) {

  /** How much of it is left. */
  public enum State {
    AVAILABLE,
    LOW,
    EXHAUSTED
  }
}
