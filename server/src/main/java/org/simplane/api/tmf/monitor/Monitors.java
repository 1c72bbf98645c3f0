// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.inventory.Standing;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.DryRun;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.notification.Outbox;

/**
 * Changes asked for over the TM Forum APIs. Each has a monitor from the start, so that a client
 * which lost the answer finds it in the list.
 */
public final class Monitors {

  /** The kind of the event that a monitor is there; its body names the monitor. */
  public static final String CREATED = "tmf.monitor-created";

  private static final Duration STEP = Duration.ofMillis(250);

  private final Database database;
  private final Lifecycle lifecycle;
  private final Jobs jobs;
  private final Outbox outbox;
  private final Clock clock;

  public Monitors(Database database, Lifecycle lifecycle, Jobs jobs, Outbox outbox, Clock clock) {
    this.database = database;
    this.lifecycle = lifecycle;
    this.jobs = jobs;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Takes a request and returns at once.
   *
   * @throws FailureException as {@link Lifecycle#request(Caller, ChangeRequest)}
   */
  public Monitor begin(Caller caller, ChangeRequest request, Origin origin) {
    return database.inTransaction(transaction -> {
      Job job = lifecycle.request(transaction, caller, request);
      String id = UUID.randomUUID().toString();
      add(transaction, id, job, origin);
      return MonitorStore.find(caller.scope(), transaction.handle(), id).orElseThrow();
    });
  }

  /**
   * Gives a job a monitor.
   *
   * @param id one that nobody can guess
   */
  public void add(Transaction transaction, String id, Job job, Origin origin) {
    MonitorStore.add(transaction, id, job.organisation(), job.id(), origin, clock.instant());
    outbox.publish(
        transaction,
        List.of(
            new Outbox.Event(
                job.organisation(), CREATED, "job", job.id(), job.title(), Map.of("monitor", id))));
  }

  /**
   * Takes a request that is wanted as a whole or not at all, and waits for what becomes of it:
   * until it is done, until the operator has taken it to finish it later, or until the time is
   * over.
   *
   * @return one that is completed or in progress
   * @throws FailureException as {@link #begin}; {@code Conflict} also for what the operator refused
   *     or somebody called off meanwhile, {@code OperatorDown} for what did not reach the operator
   */
  public Monitor ask(Caller caller, ChangeRequest request, Origin origin, Duration patience) {
    if (request.target().size() > 1) {
      DryRun preview = lifecycle.preview(caller, request);
      if (preview.failed() > 0) {
        throw new FailureException(new Failure.Conflict(preview.refused().getFirst().error()));
      }
    }
    Monitor begun = begin(caller, request, origin);
    settle(caller.scope(), begun.job(), patience);
    Monitor monitor = find(caller.scope(), begun.id());
    return switch (monitor.state()) {
      case COMPLETED, IN_PROGRESS -> monitor;
      case CANCELLED ->
          throw new FailureException(new Failure.Conflict("The change was called off meanwhile"));
      case IN_ERROR -> throw new FailureException(failure(monitor));
    };
  }

  /** What has to wait for another change of the same subscription is not waited for. */
  public static Duration patience(Standing standing, Duration usual) {
    return standing.intended().isPresent() && usual.compareTo(STEP) > 0 ? STEP : usual;
  }

  private void settle(Scope scope, long job, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      Duration step = left < STEP.toNanos() ? Duration.ofNanos(Math.max(left, 0)) : STEP;
      if (jobs.await(scope, job, step).isOver() || left <= 0 || Thread.interrupted()) {
        return;
      }
      List<JobItem> items = jobs.items(scope, job, 0, 100);
      if (items.stream().anyMatch(item -> item.state() == ItemState.WAITING)) {
        return;
      }
    }
  }

  private static Failure failure(Monitor monitor) {
    String error = monitor.error().orElse("The change failed");
    return monitor.errorCode().filter("NOT_SENT"::equals).isPresent()
        ? new Failure.OperatorDown(error)
        : new Failure.Conflict(error);
  }

  /**
   * @throws FailureException {@code NotFound}
   */
  public Monitor find(Scope scope, String id) {
    return database
        .read(handle ->
            id.indexOf('\0') < 0 ? MonitorStore.find(scope, handle, id) : Optional.<Monitor>empty())
        .orElseThrow(() -> new FailureException(new Failure.NotFound("monitor", id)));
  }

  /** That of a job, if it was asked for over a TM Forum API. */
  public static Optional<Monitor> ofJob(Database database, Scope scope, long job) {
    return database.read(handle -> MonitorStore.ofJob(scope, handle, job));
  }

  /**
   * Newest first.
   *
   * @param states any of these; empty: all
   */
  public MonitorPage page(Scope scope, Set<Monitor.State> states, long offset, int limit) {
    return database.read(handle ->
        new MonitorPage(
            MonitorStore.page(scope, handle, states, offset, limit),
            MonitorStore.count(scope, handle, states)));
  }

  /**
   * Calls off what has certainly not been sent.
   *
   * @return as it stands afterwards; in progress where some of it goes on
   * @throws FailureException {@code NotFound}; {@code Conflict} when it is over, or all that is
   *     left has been sent
   */
  public Monitor cancel(Caller caller, String id) {
    Monitor before = find(caller.scope(), id);
    if (before.jobState().isOver()) {
      throw new FailureException(
          new Failure.Conflict(
              "It is over: " + before.state().word() + "; nothing can be called off"));
    }
    jobs.cancel(caller, before.job());
    Monitor after = find(caller.scope(), id);
    if (after.cancelled() == before.cancelled()) {
      throw new FailureException(
          new Failure.Conflict(
              "All of it has been sent to the operator; what was sent is not called off"));
    }
    return after;
  }
}
