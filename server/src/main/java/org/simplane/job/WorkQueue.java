// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
    UUID id = UUID.randomUUID();
    List<WorkItem> items =
        database.inTransaction(transaction -> {
          List<WorkItem> taken =
              WorkStore.take(
                  transaction,
                  new WorkStore.Taking(account, bulk, limit, id, clock.instant(), lease));
          WorkStore.started(
              transaction,
              taken.stream().map(WorkItem::job).distinct().sorted().toList(),
              clock.instant());
          return taken;
        });
    return new Claim(id, account, items);
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
    transaction.afterCommit(() -> {
      over.forEach(job -> bell.jobOver(job.id()));
      bell.work();
    });
    return over;
  }
}
