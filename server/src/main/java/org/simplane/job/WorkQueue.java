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

  private final Database database;
  private final Clock clock;
  private final Bell bell;

  /** Where the last claim ended, by account and half; before it stands what is done or in hand. */
  private final Map<Half, WorkStore.Place> reached = new ConcurrentHashMap<>();

  private record Half(long account, boolean bulk) {}

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

  /** Accounts with items that are due and in nobody's hands. Claims begin at the first again. */
  public List<Long> accountsWithWork() {
    reached.clear();
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
    WorkStore.Place place = reached.getOrDefault(half, WorkStore.Place.FIRST);
    Claim claim = claim(half, place, limit, lease);
    if (claim.isEmpty() && !place.equals(WorkStore.Place.FIRST)) {
      reached.remove(half);
      return claim(half, WorkStore.Place.FIRST, limit, lease);
    }
    return claim;
  }

  private Claim claim(Half half, WorkStore.Place after, int limit, Duration lease) {
    UUID id = UUID.randomUUID();
    List<WorkStore.Taken> taken =
        database.inTransaction(transaction -> {
          Instant now = clock.instant();
          List<WorkStore.Taken> due =
              WorkStore.take(
                  transaction,
                  new WorkStore.Taking(half.account, half.bulk, limit, after, id, now, lease));
          WorkStore.started(
              transaction, due.stream().map(one -> one.item().job()).distinct().toList(), now);
          return due;
        });
    taken.stream()
        .map(WorkStore.Taken::place)
        .max(Comparator.naturalOrder())
        .ifPresent(place -> reached.put(half, place));
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
