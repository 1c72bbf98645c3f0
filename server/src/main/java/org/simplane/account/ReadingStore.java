// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.ReadingProgress.Phase;
import org.simplane.account.ReadingProgress.Step;

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

  /**
   * Those of which something is to be read, or whose reading is over but for its job. A whole list
   * that is being read has the operator's calls for itself: it is short beside the details, and
   * shows all there are.
   */
  static List<Long> due(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select a.id from operator_account a
            where a.state = 'ACTIVE' and (a.details_leased_until is null or a.details_leased_until < :now)
              and (a.details_due_at is null or a.details_due_at <= :now)
              and (a.pace_until is null or a.pace_until <= clock_timestamp())
              and (a.sync_whole_at is not null or not (coalesce(a.sync_leased_until >= :now, false) or coalesce(a.sync_due_at <= :now, false)))
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

  /** Notes how many are read in a second, lately. */
  static void speed(Transaction transaction, Hold hold, double perSecond) {
    transaction
        .handle()
        .createUpdate("update operator_account set details_rate = :rate where id = :account")
        .bind("account", hold.account())
        .bind("rate", perSecond)
        .execute();
  }

  /** Empty: there is no such account. */
  static Optional<ReadingProgress> progress(Scope scope, Handle handle, long account, Instant now) {
    return handle
        .createQuery(
            """
            select a.sync_job_id, a.sync_listed, a.sync_total, a.sync_rate, a.synced_at, a.sync_error, a.sync_since,
              d.id as details_job, d.done, d.total, a.details_rate
            from operator_account a left join job d on d.id = a.details_job_id
            where a.id = :account and a.organisation_id = any(:scope)
            """)
        .bind("account", account)
        .bind("scope", scope.toArray())
        .map((row, _) -> progress(row, now))
        .findOne();
  }

  private static ReadingProgress progress(ResultSet row, Instant now) throws SQLException {
    OptionalLong listJob = number(row, "sync_job_id");
    // What only changed is asked for is no list to wait for.
    boolean listing = listJob.isPresent() && row.getTimestamp("sync_since") == null;
    OptionalLong listed = number(row, "sync_listed");
    OptionalLong total = number(row, "sync_total");
    Optional<Step> list = Optional.empty();
    if (listing) {
      list =
          Optional.of(
              Step.going(
                  listJob.getAsLong(), listed.orElse(0), total, rate(row, "sync_rate"), now));
    } else if (listed.isPresent()) {
      list = Optional.of(Step.still(listed.getAsLong(), total));
    }
    OptionalLong job = number(row, "details_job");
    Optional<Step> details = Optional.empty();
    if (job.isPresent()) {
      details =
          Optional.of(
              Step.going(
                  job.getAsLong(),
                  row.getLong("done"),
                  number(row, "total"),
                  rate(row, "details_rate"),
                  now));
    }
    Timestamp readAt = row.getTimestamp("synced_at");
    Phase phase =
        listing
            ? Phase.LISTING
            : details.isPresent() ? Phase.DETAILS : readAt == null ? Phase.WAITING : Phase.DONE;
    return new ReadingProgress(
        phase,
        list,
        details,
        Optional.ofNullable(readAt).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("sync_error")));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalDouble rate(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
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
