// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of sending something once.
 *
 * @param status of the answer; empty when there was none
 * @param problem why it does not count as taken; empty when it does
 * @param answer the beginning of the answer's body
 * @param retryAfter how long the receiver asked to be left alone
 */
public record Attempt(
    Instant at,
    Duration took,
    Optional<Integer> status,
    Optional<String> problem,
    String answer,
    Optional<Duration> retryAfter) {

  public boolean delivered() {
    return problem.isEmpty();
  }
}
