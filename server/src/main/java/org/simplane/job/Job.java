// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Asynchronous work as a client sees it.
 *
 * @param kind such as {@code change} or {@code synchronisation}
 * @param total how many items there are, or as many as are known of yet
 * @param done items that reached what was asked, those that already stood there included
 * @param reason what the client gave as its reason
 */
public record Job(
    long id,
    long organisation,
    String kind,
    String title,
    JobState state,
    int total,
    int done,
    int failed,
    int cancelled,
    String requestedBy,
    Optional<String> reason,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {

  public boolean isOver() {
    return state.isOver();
  }

  /** How many items are over. */
  public int over() {
    return done + failed + cancelled;
  }
}
