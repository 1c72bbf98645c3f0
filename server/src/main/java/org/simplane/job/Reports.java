// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What jobs without items have to say when they are over; and the end of those whose node died. */
public final class Reports {

  /** Where {@link #of} tells why a job came to nothing. */
  public static final String ERROR = "error";

  private final Database database;
  private final Bell bell;
  private final Clock clock;

  public Reports(Database database, Bell bell, Clock clock) {
    this.database = database;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Says that the job is still worked on; to be called more often than {@link #endAbandoned} has
   * patience.
   */
  public void alive(Transaction transaction, long job) {
    ReportStore.alive(transaction, job, clock.instant());
  }

  /**
   * Ends a job with its report.
   *
   * @param failed how many of the steps done failed
   */
  public void end(Transaction transaction, long job, int failed, JsonNode report) {
    ReportStore.end(transaction, job, failed, report, clock.instant());
    transaction.afterCommit(() -> bell.jobOver(job));
  }

  /** Empty where the job is not seen. */
  public Optional<JsonNode> of(Scope scope, long job) {
    return database.read(handle -> ReportStore.find(scope, handle, job));
  }

  /** Ends jobs of a kind that nobody has worked on for so long, with a message as their report. */
  public int endAbandoned(String kind, Duration silence, String message) {
    JsonNode report = JsonNodeFactory.instance.objectNode().put(ERROR, message);
    return database.inTransaction(transaction ->
        ReportStore.endAbandoned(
            transaction, kind, clock.instant().minus(silence), report, clock.instant()));
  }
}
