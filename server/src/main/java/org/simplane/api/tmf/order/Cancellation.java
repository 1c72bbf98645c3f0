// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.time.Instant;
import java.util.Optional;

/**
 * That an order be cancelled, and what came of it.
 *
 * @param requestedFor when the client wanted it; it is done at once nevertheless
 * @param state of {@code TaskStateType}: {@code done} where anything was called off
 * @param calledOff how many items of the order's job were
 */
record Cancellation(
    String id,
    String order,
    Optional<String> reason,
    Optional<Instant> requestedFor,
    String state,
    int calledOff,
    Instant createdAt) {

  static final String DONE = "done";
  static final String TERMINATED_WITH_ERROR = "terminatedWithError";
}
