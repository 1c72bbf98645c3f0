// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;

/** Jobs as clients see them. */
public final class Jobs {

  /** How often the database is asked about a job that another node may be at work on. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Database database;
  private final Clock clock;
  private final Bell bell;
  private volatile CancelListener cancelListener = CancelListener.NOOP;

  public Jobs(Database database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  /** To be called once, while wiring. */
  public void tellWhenCancelled(CancelListener listener) {
    cancelListener = listener;
  }

  public Optional<Job> find(Scope scope, long id) {
    return database.read(handle -> JobStore.find(scope, handle, id));
  }

  /** Newest first, those with an id lower than {@code before}. */
  public JobPage page(Scope scope, OptionalLong before, int limit) {
    List<Job> jobs = database.read(handle -> JobStore.page(scope, handle, before, limit + 1));
    if (jobs.size() <= limit) {
      return new JobPage(jobs, OptionalLong.empty());
    }
    List<Job> shown = jobs.subList(0, limit);
    return new JobPage(shown, OptionalLong.of(shown.getLast().id()));
  }

  /**
   * In order of their ids, those above {@code after}; 0 for the first. Empty too where the job is
   * not seen.
   */
  public List<JobItem> items(Scope scope, long job, long after, int limit) {
    return database.read(handle -> JobStore.items(scope, handle, job, after, limit));
  }

  /** As {@link #items}, those behind the first {@code offset}. */
  public List<JobItem> itemsFrom(Scope scope, long job, long offset, int limit) {
    return database.read(handle -> JobStore.itemsFrom(scope, handle, job, offset, limit));
  }

  /** Calls off what has certainly not been sent; the rest goes on. */
  public Job cancel(Caller caller, long id) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    Job cancelled =
        database.inTransaction(transaction -> {
          boolean wasOver = known(caller.scope(), transaction, id).isOver();
          List<Long> subscriptions = JobStore.cancelQueued(transaction, id, clock.instant());
          JobStore.cancelWhole(transaction, id, clock.instant());
          Job after = known(caller.scope(), transaction, id);
          if (!wasOver) {
            cancelListener.cancelled(transaction, caller, after, subscriptions);
          }
          return after;
        });
    if (cancelled.isOver()) {
      bell.jobOver(id);
    }
    return cancelled;
  }

  /**
   * Waits for a job; gives it as it stands when it is over or when the time runs out. Work done on
   * this node ends the wait at once, work done on another within a quarter of a second.
   */
  public Job await(Scope scope, long id, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (Bell.Ear ear = bell.listen(id)) {
      while (true) {
        Job job = find(scope, id).orElseThrow(() -> unknown(id));
        long left = end - System.nanoTime();
        if (job.isOver() || left <= 0) {
          return job;
        }
        ear.await(Math.min(left, LOOK_AGAIN.toNanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return find(scope, id).orElseThrow(() -> unknown(id));
    }
  }

  /**
   * Has a dialect's ticket lead to a job, or to one item of it.
   *
   * @throws FailureException {@code Conflict} when the ticket is taken
   */
  public void refer(Transaction transaction, Reference reference) {
    if (!JobStore.refer(transaction, reference)) {
      throw new FailureException(
          new Failure.Conflict("The reference '" + reference.reference() + "' is already in use"));
    }
  }

  /** Whether a ticket leads to a job, whoever may see it. */
  public boolean isTaken(String dialect, String reference) {
    return database.read(handle -> JobStore.isTaken(handle, dialect, reference));
  }

  public Optional<Reference> byReference(Scope scope, String dialect, String reference) {
    return database.read(handle -> JobStore.byReference(scope, handle, dialect, reference));
  }

  /**
   * Deletes jobs that ended longer ago than they are kept, a hundred at a time; the answer is how
   * many.
   */
  public int deleteFinishedBefore(Instant limit) {
    return database.inTransaction(
        transaction -> JobStore.deleteFinishedBefore(transaction, limit, 100));
  }

  private static Job known(Scope scope, Transaction transaction, long id) {
    return JobStore.find(scope, transaction.handle(), id).orElseThrow(() -> unknown(id));
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("job", Long.toString(id)));
  }
}
