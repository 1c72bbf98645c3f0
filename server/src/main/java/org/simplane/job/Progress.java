// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Clock;
import org.simplane.Caller;
import org.simplane.Transaction;

/**
 * Jobs whose work is no list of items, such as reading an operator's whole list; they count on by
 * steps.
 */
public final class Progress {

  private final Clock clock;
  private final Bell bell;

  public Progress(Clock clock, Bell bell) {
    this.clock = clock;
    this.bell = bell;
  }

  public Job begin(Transaction transaction, NewJob job) {
    return ProgressStore.insert(transaction, job, clock.instant());
  }

  /**
   * Counts on.
   *
   * @param total how many there are; 0 while that is not known, which the end tells
   * @return false when the job has been called off, and the work is to end
   */
  public boolean step(Transaction transaction, long job, int done, int total) {
    return ProgressStore.step(transaction, job, done, total, clock.instant());
  }

  /** As {@link #step}, where it is known how many are left rather than how many there are. */
  public boolean stepOf(Transaction transaction, long job, int done, int left) {
    return ProgressStore.stepOf(transaction, job, done, left, clock.instant());
  }

  public void end(Transaction transaction, long job) {
    ProgressStore.end(transaction, job, clock.instant());
    transaction.afterCommit(() -> bell.jobOver(job));
  }

  /** Somebody asks for what is under way by itself: it is theirs from here on. */
  public void adopt(Transaction transaction, long job, Caller caller) {
    ProgressStore.adopt(transaction, job, caller);
  }

  /** Takes a job back that nobody asked for and that came to nothing. */
  public void forget(Transaction transaction, long job) {
    ProgressStore.delete(transaction, job);
    transaction.afterCommit(() -> bell.jobOver(job));
  }
}
