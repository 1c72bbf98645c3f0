// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

import java.time.Instant;
import java.util.Optional;
import org.simplane.job.JobState;

/**
 * A change that was asked for, and how it stands.
 *
 * @param job the job that does it
 * @param errorCode why the first thing that failed did so, in our word for it
 * @param error the same in a sentence
 */
public record Monitor(
    String id,
    Origin origin,
    long job,
    JobState jobState,
    int total,
    int done,
    int failed,
    int cancelled,
    Optional<String> errorCode,
    Optional<String> error,
    Instant createdAt) {

  /** As TMF640 v4 words it, and one word more: it has none for what was called off. */
  public enum State {
    IN_PROGRESS("InProgress"),
    COMPLETED("Completed"),
    IN_ERROR("InError"),
    CANCELLED("Cancelled");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Called off as soon as one thing was; in error as soon as one failed and none was called off.
   */
  public State state() {
    if (!jobState.isOver()) {
      return State.IN_PROGRESS;
    }
    if (cancelled > 0) {
      return State.CANCELLED;
    }
    return failed > 0 ? State.IN_ERROR : State.COMPLETED;
  }
}
