// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/**
 * Who reads the details of which account. It serves all organisations; what is to be read is in the
 * inventory.
 */
final class ReadingStore {

  /**
   * An account whose details this node reads.
   *
   * @param job empty: none is shown
   * @param leasedUntil also tells this node's hold from a later one's
   */
  record Hold(long account, long organisation, OptionalLong job, Instant leasedUntil) {}

  private ReadingStore() {}

  /** Those of which something is to be read, or whose reading is over but for its job. */
  static List<Long> due(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select a.id from operator_account a
            where a.state = 'ACTIVE' and (a.details_leased_until is null or a.details_leased_until < :now)
              and (a.details_due_at is null or a.details_due_at <= :now)
              and (a.pace_until is null or a.pace_until <= clock_timestamp())
              and ((a.details_job_id is not null and a.sync_job_id is null)
                or exists (select 1 from subscription_details d where d.account_id = a.id and d.read_at <= :now))
            order by a.id
            """)
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  /** Empty when another node was quicker. */
  static Optional<Hold> take(
      Transaction transaction, long account, String node, Instant now, Instant until) {
    return transaction
        .handle()
        .createQuery(
            """
            update operator_account set details_leased_until = :until, details_leased_by = :node
            where id = (
              select id from operator_account
              where id = :account and state = 'ACTIVE' and (details_leased_until is null or details_leased_until < :now)
              for update skip locked)
            returning organisation_id, details_job_id
            """)
        .bind("account", account)
        .bind("node", node)
        .bind("now", now)
        .bind("until", until)
        .map((row, _) ->
            new Hold(
                account,
                row.getLong(1),
                row.getObject(2) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(2)),
                until))
        .findOne();
  }

  /** What the node held when it ended is anybody's. */
  static void letGo(Transaction transaction, String node) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set details_leased_until = null
            where details_leased_by = :node and details_leased_until is not null
            """)
        .bind("node", node)
        .execute();
  }

  /** Whether the account's list is being read, which may show more that is to be read. */
  static boolean listUnderWay(Transaction transaction, long account) {
    return transaction
        .handle()
        .createQuery("select sync_job_id is not null from operator_account where id = :account")
        .bind("account", account)
        .mapTo(Boolean.class)
        .one();
  }

  /** Empty when the account is no longer in this node's hands, or not to be asked any more. */
  static Optional<Hold> advance(
      Transaction transaction, Hold hold, OptionalLong job, Instant until) {
    int held =
        transaction
            .handle()
            .createUpdate(
                """
                update operator_account set details_leased_until = :until, details_job_id = :job
                where id = :account and details_leased_until = :mine
                """)
            .bind("account", hold.account())
            .bind("job", job.isPresent() ? (Long) job.getAsLong() : null)
            .bind("until", until)
            .bind("mine", hold.leasedUntil())
            .execute();
    return held == 1
        ? Optional.of(new Hold(hold.account(), hold.organisation(), job, until))
        : Optional.empty();
  }

  /** Goes on then, or when something is due again. */
  static void release(Transaction transaction, Hold hold, OptionalLong job, Optional<Instant> due) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set details_leased_until = null, details_job_id = :job, details_due_at = :due
            where id = :account and details_leased_until = :mine
            """)
        .bind("account", hold.account())
        .bind("job", job.isPresent() ? (Long) job.getAsLong() : null)
        .bind("due", due.orElse(null))
        .bind("mine", hold.leasedUntil())
        .execute();
  }
}
