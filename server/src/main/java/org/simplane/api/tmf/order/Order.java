// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.time.Instant;
import java.util.Optional;
import org.simplane.job.JobState;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order as it is kept, with how its job stands.
 *
 * @param header what the client said of it, but for its items
 * @param cancelledAt when it was cancelled, as far as anything was
 */
record Order(
    String id,
    long job,
    Optional<String> externalId,
    ObjectNode header,
    int items,
    Instant createdAt,
    JobState jobState,
    int done,
    int failed,
    int cancelled,
    Optional<Instant> finishedAt,
    Optional<Instant> cancelledAt,
    Optional<String> cancellationReason) {

  /** Those of {@code ProductOrderStateType} that an order of ours comes by. */
  enum State {
    ACKNOWLEDGED("acknowledged"),
    IN_PROGRESS("inProgress"),
    COMPLETED("completed"),
    FAILED("failed"),
    /** Some of it is done. */
    PARTIAL("partial"),
    CANCELLED("cancelled");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** {@link OrderStore} has the same in SQL. */
  State state() {
    return switch (jobState) {
      case QUEUED -> State.ACKNOWLEDGED;
      case RUNNING -> State.IN_PROGRESS;
      case DONE, CANCELLED -> {
        if (failed == 0 && cancelled == 0) {
          yield State.COMPLETED;
        }
        if (done == 0 && failed == 0) {
          yield State.CANCELLED;
        }
        yield done == 0 && cancelled == 0 ? State.FAILED : State.PARTIAL;
      }
    };
  }
}
