// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.simplane.Transaction;
import org.simplane.db.Database;

/**
 * The queue of items, one per operator account in effect. Whoever takes an item up holds it until
 * its lease runs out; so what a killed node had in hand is taken up by another.
 */
public final class WorkQueue {

  /** A job with more items than this is bulk: small ones go before it. */
  public static final int SMALL = 20;

  /** How long claims go on where the last one ended. */
  private static final long GO_ON_NANOS = Duration.ofMillis(500).toNanos();

  private final Database database;
  private final Clock clock;
  private final Bell bell;

  /** How far the claims of each account's halves have come; before that all is done or in hand. */
  private final Map<Half, Course> courses = new ConcurrentHashMap<>();

  private record Half(long account, boolean bulk) {}

  /** A run of claims, each going on where the one before ended. */
  private record Course(WorkStore.Place reached, long begun) {

    static Course begin() {
      return new Course(WorkStore.Place.FIRST, System.nanoTime());
    }

    /** What it passed over, since it waited for something or was locked, has its turn too. */
    boolean isOver() {
      return System.nanoTime() - begun > GO_ON_NANOS;
    }
  }

  public WorkQueue(Database database, Clock clock, Bell bell) {
    this.database = database;
    this.clock = clock;
    this.bell = bell;
  }

  /** Writes a job with its items and, once it is committed, wakes the workers. */
  public Job submit(Transaction transaction, NewJob job, List<NewItem> items) {
    Job submitted = WorkStore.insert(transaction, job, items, clock.instant());
    if (!submitted.isOver()) {
      transaction.afterCommit(bell::work);
    }
    return submitted;
  }

  /** Accounts with items that are due and in nobody's hands. */
  public List<Long> accountsWithWork() {
    return database.read(handle -> WorkStore.accountsWithWork(handle, clock.instant()));
  }

  /**
   * Takes up items that are due, only the first open one of each subscription. Those that were
   * queued are {@code RUNNING} then and are to be sent; they count as sent from here on: if this
   * node dies, nobody sends them again without having asked the operator what became of them. All
   * others are to be asked after.
   *
   * @param bulk whether those of large jobs are meant, or those of small ones
   */
  public Claim claim(long account, boolean bulk, int limit, Duration lease) {
    Half half = new Half(account, bulk);
    Course course = courses.get(half);
    if (course != null && !course.isOver()) {
      Claim claim = claim(half, course, limit, lease);
      if (!claim.isEmpty()) {
        return claim;
      }
    }
    courses.remove(half);
    return claim(half, Course.begin(), limit, lease);
  }

  private Claim claim(Half half, Course course, int limit, Duration lease) {
    UUID id = UUID.randomUUID();
    List<WorkStore.Taken> taken =
        database.inTransaction(transaction -> {
          Instant now = clock.instant();
          List<WorkStore.Taken> due =
              WorkStore.take(
                  transaction,
                  new WorkStore.Taking(
                      half.account, half.bulk, limit, course.reached, id, now, lease));
          WorkStore.started(
              transaction, due.stream().map(one -> one.item().job()).distinct().toList(), now);
          return due;
        });
    taken.stream()
        .map(WorkStore.Taken::place)
        .max(Comparator.naturalOrder())
        .ifPresent(place -> courses.put(half, new Course(place, course.begun)));
    return new Claim(id, half.account, taken.stream().map(WorkStore.Taken::item).toList());
  }

  /** Holds on to what is in hand. */
  public void renew(Claim claim, Duration lease) {
    database.useTransaction(
        transaction -> WorkStore.renew(transaction, claim, clock.instant().plus(lease)));
  }

  /**
   * Which items of a claim are still in its hands; locked until the transaction ends. The others
   * have been taken up by somebody else, since the lease ran out.
   */
  public List<Long> stillHeld(Transaction transaction, Claim claim) {
    return WorkStore.stillHeld(transaction, claim);
  }

  /**
   * Writes down what became of items of a claim and lets go of them; counts their jobs on.
   *
   * @return the jobs that are over by it
   */
  public List<Job> record(Transaction transaction, Claim claim, List<ItemResult> results) {
    List<Job> over = WorkStore.record(transaction, claim.id(), results, clock.instant());
    transaction.afterCommit(() -> over.forEach(job -> bell.jobOver(job.id())));
    return over;
  }
}
