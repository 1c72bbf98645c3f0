// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Where synchronisation stands. It serves all organisations; only what is shown takes a scope. */
final class SyncStore {

  /**
   * A pass over an operator's list, in this node's hands.
   *
   * @param job empty: to be begun
   * @param from where to read on; empty: at the start
   * @param since what has changed since is to be listed, where the operator can; empty: all
   * @param leasedUntil also tells this node's hold from a later one's
   */
  record Pass(
      long account,
      long organisation,
      OptionalLong job,
      Optional<String> from,
      Optional<Instant> since,
      Instant startedAt,
      Instant leasedUntil) {}

  private SyncStore() {}

  static List<Long> due(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select id from operator_account
            where sync_due_at <= :now and state = 'ACTIVE' and (sync_leased_until is null or sync_leased_until < :now)
              and (pace_until is null or pace_until <= clock_timestamp())
            order by sync_due_at
            """)
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  /**
   * Empty when another node was quicker.
   *
   * @param node who takes it
   * @param whole the whole list is read if it last was before then
   */
  static Optional<Pass> take(
      Transaction transaction,
      long account,
      String node,
      Instant whole,
      Instant now,
      Instant until) {
    return transaction
        .handle()
        .createQuery(
            """
            update operator_account set sync_leased_until = :until, sync_leased_by = :node,
              sync_started_at = case when sync_from is null then :now::timestamptz else sync_started_at end,
              sync_since = case when sync_from is null and coalesce(sync_whole_at <= :whole, true) then null else sync_since end
            where id = (
              select id from operator_account
              where id = :account and sync_due_at <= :now and state = 'ACTIVE'
                and (sync_leased_until is null or sync_leased_until < :now)
              for update skip locked)
            returning organisation_id, sync_job_id, sync_from, sync_started_at, sync_since
            """)
        .bind("account", account)
        .bind("node", node)
        .bind("whole", whole)
        .bind("now", now)
        .bind("until", until)
        .map((row, _) ->
            new Pass(
                account,
                row.getLong(1),
                row.getObject(2) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(2)),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant),
                row.getTimestamp(4).toInstant(),
                until))
        .findOne();
  }

  /** What the node held when it ended is anybody's. */
  static void letGo(Transaction transaction, String node) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_leased_until = null
            where sync_leased_by = :node and sync_leased_until is not null
            """)
        .bind("node", node)
        .execute();
  }

  static boolean isSystemJob(Transaction transaction, long job) {
    return transaction
        .handle()
        .createQuery("select requested_kind = 'SYSTEM' from job where id = :job")
        .bind("job", job)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  static OptionalLong job(Transaction transaction, long account) {
    Long job =
        transaction
            .handle()
            .createQuery("select sync_job_id from operator_account where id = :account for update")
            .bind("account", account)
            .mapTo(Long.class)
            .findOne()
            .orElse(null);
    return job == null ? OptionalLong.empty() : OptionalLong.of(job);
  }

  static void ask(Transaction transaction, long account, long job, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_job_id = :job, sync_due_at = :now, sync_error = null, sync_whole_at = null
            where id = :account
            """)
        .bind("account", account)
        .bind("job", job)
        .bind("now", now)
        .execute();
  }

  /** Moves the next pass of an account that is synchronised at all to now. */
  static void hasten(Transaction transaction, long account, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update operator_account set sync_due_at = :now where id = :account and sync_due_at > :now")
        .bind("account", account)
        .bind("now", now)
        .execute();
  }

  /** Moves any account's next pass to now, unless one is under way or has begun since then. */
  static void hastenOnce(Transaction transaction, long account, Instant since, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_due_at = :now
            where id = :account and coalesce(sync_due_at > :now, true) and sync_from is null
              and coalesce(sync_leased_until < :now, true) and coalesce(sync_started_at < :since, true)
            """)
        .bind("account", account)
        .bind("since", since)
        .bind("now", now)
        .execute();
  }

  /**
   * What a page was.
   *
   * @param sims how many it showed
   * @param total how many its list has; empty: not said
   * @param perSecond how many are listed in a second, lately
   */
  record Listed(int sims, Optional<Long> total, OptionalDouble perSecond) {}

  /** False when the pass is no longer in this node's hands. */
  static boolean advance(Transaction transaction, Pass pass, @Nullable String next, Instant until) {
    return transaction
            .handle()
            .createUpdate(
                """
                update operator_account set sync_from = :next, sync_job_id = :job, sync_leased_until = :until
                where id = :account and sync_leased_until = :mine
                """)
            .bind("account", pass.account())
            .bind("job", pass.job().isPresent() ? (Long) pass.job().getAsLong() : null)
            .bind("next", next)
            .bind("until", until)
            .bind("mine", pass.leasedUntil())
            .execute()
        == 1;
  }

  /** Counts a page of a whole list. */
  static void count(Transaction transaction, Pass pass, Listed page) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_listed = :sims + case when :first then 0 else coalesce(sync_listed, 0) end,
              sync_total = :total, sync_rate = coalesce(:rate, sync_rate)
            where id = :account
            """)
        .bind("account", pass.account())
        .bind("first", pass.from().isEmpty())
        .bind("sims", page.sims())
        .bind("total", page.total().orElse(null))
        .bind("rate", page.perSecond().isPresent() ? (Double) page.perSecond().getAsDouble() : null)
        .execute();
  }

  /** The pass goes on later, from where it stands. */
  static void interrupted(
      Transaction transaction,
      Pass pass,
      @Nullable String error,
      boolean fromTheStart,
      Instant due) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_error = coalesce(:error, sync_error), sync_due_at = :due,
              sync_leased_until = null, sync_from = case when :restart then null else sync_from end
            where id = :account and sync_leased_until = :mine
            """)
        .bind("account", pass.account())
        .bind("error", error)
        .bind("restart", fromTheStart)
        .bind("due", due)
        .bind("mine", pass.leasedUntil())
        .execute();
  }

  /**
   * The next pass asks for what has changed since this one began.
   *
   * @param reached whether it came to its end
   * @param whole whether it was over the whole list
   */
  static void ended(
      Transaction transaction, Pass pass, boolean reached, boolean whole, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set sync_from = null, sync_job_id = null, sync_leased_until = null,
              sync_error = case when :reached then null else sync_error end,
              synced_at = case when :reached then :now::timestamptz else synced_at end,
              sync_since = case when :reached then sync_started_at else sync_since end,
              sync_whole_at = case when :reached and :whole then sync_started_at else sync_whole_at end,
              sync_due_at = case when sync_every > 0 then :now::timestamptz + sync_every * interval '1 second' end
            where id = :account and sync_leased_until = :mine
            """)
        .bind("account", pass.account())
        .bind("reached", reached)
        .bind("whole", whole)
        .bind("now", now)
        .bind("mine", pass.leasedUntil())
        .execute();
  }

  /** Which of an account's subscriptions, by the operator's key, have a change under way. */
  static Set<String> withOpenChange(
      Transaction transaction, long account, Collection<String> keys) {
    return new HashSet<>(
        transaction
            .handle()
            .createQuery(
                """
                select s.operator_key from subscription s
                where s.account_id = :account and s.operator_key = any(:keys) and exists (
                  select 1 from job_item i where i.subscription_id = s.id and i.finished_at is null)
                """)
            .bind("account", account)
            .bind("keys", keys.toArray(String[]::new))
            .mapTo(String.class)
            .list());
  }

  /**
   * The account's subscriptions that were there before a pass began and have no change under way.
   */
  static Set<Long> absent(Transaction transaction, Pass pass, RollCall seen) {
    Set<Long> absent = new HashSet<>();
    transaction
        .handle()
        .createQuery(
            """
            select s.id, s.operator_key from subscription s
            where s.account_id = :account and s.created_at < :started and s.as_of < :started and not exists (
              select 1 from job_item i where i.subscription_id = s.id and i.finished_at is null)
            """)
        .bind("account", pass.account())
        .bind("started", pass.startedAt())
        .setFetchSize(10_000)
        .map((row, _) -> seen.holds(row.getString(2)) ? 0L : row.getLong(1))
        .forEach(id -> {
          if (id != 0) {
            absent.add(id);
          }
        });
    return absent;
  }

  /** A subscription that an operator's list does not show any more. */
  record Absent(long id, long organisation, String name) {}

  /** Notes who is absent, and forgets who was and is back; the answer is who is newly so. */
  static List<Absent> noteAbsent(
      Transaction transaction, Pass pass, Collection<Long> absent, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "delete from subscription_missing where account_id = :account and subscription_id <> all(:absent)")
        .bind("account", pass.account())
        .bind("absent", absent.toArray(Long[]::new))
        .execute();
    return transaction
        .handle()
        .createQuery(
            """
            with noted as (
              insert into subscription_missing (subscription_id, account_id, since)
              select id, :account, :now from unnest(:absent) as a(id) on conflict (subscription_id) do nothing
              returning subscription_id)
            select s.id, s.organisation_id, coalesce(s.iccid, s.terminal_serial)
            from noted join subscription s on s.id = noted.subscription_id order by s.id
            """)
        .bind("account", pass.account())
        .bind("absent", absent.toArray(Long[]::new))
        .bind("now", now)
        .map((row, _) -> new Absent(row.getLong(1), row.getLong(2), row.getString(3)))
        .list();
  }

  static List<MissingSubscription> missing(
      Scope scope, Handle handle, long account, long after, int limit) {
    return handle
        .createQuery(
            """
            select m.subscription_id, m.since from subscription_missing m
            join subscription s on s.id = m.subscription_id
            where m.account_id = :account and m.subscription_id > :after and s.organisation_id = any(:scope)
            order by m.subscription_id limit :limit
            """)
        .bind("account", account)
        .bind("after", after)
        .bind("scope", scope.toArray())
        .bind("limit", limit)
        .map((row, _) -> new MissingSubscription(row.getLong(1), instant(row.getTimestamp(2))))
        .list();
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
  }
}
