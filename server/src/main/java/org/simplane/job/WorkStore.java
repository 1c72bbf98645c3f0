// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;

/** The queue of items. Workers serve all organisations, so nothing here takes a scope. */
final class WorkStore {

  /** What is to be taken up, from which place on, and for how long. */
  record Taking(
      long account,
      boolean bulk,
      int limit,
      Place after,
      UUID claim,
      Instant now,
      Duration lease) {}

  /** A place in the order in which items are taken up. */
  record Place(Instant due, long id) implements Comparable<Place> {

    static final Place FIRST = new Place(Instant.EPOCH, 0);

    @Override
    public int compareTo(Place other) {
      int byTime = due.compareTo(other.due);
      return byTime == 0 ? Long.compare(id, other.id) : byTime;
    }
  }

  /** An item taken up, and where it stood. */
  record Taken(WorkItem item, Place place) {}

  private static final String RETURNING =
      """
      returning i.id, i.job_id, i.organisation_id, i.subscription_id, i.state, i.kind, i.target, i.attempts, i.checks,
        i.seen, i.resent, i.operator_request, i.created_at, i.sent_at, i.due_at,
        j.reason, j.requested_by, j.requested_kind, j.requested_id, j.correlation
      """;

  private WorkStore() {}

  static Job insert(Transaction transaction, NewJob job, List<NewItem> items, Instant now) {
    int done = count(items, ItemState.DONE);
    int failed = count(items, ItemState.FAILED);
    boolean over = done + failed == items.size();
    Job inserted =
        transaction
            .handle()
            .createQuery(
                """
                insert into job (organisation_id, kind, title, state, total, done, failed, requested_by, requested_kind,
                  requested_id, correlation, reason, created_at, started_at, finished_at)
                values (:organisation, :kind, :title, :state, :total, :done, :failed, :by, :by_kind, :by_id, :correlation,
                  :reason, :now, :over_at, :over_at)
                returning *
                """)
            .bind("organisation", job.organisation())
            .bind("kind", job.kind())
            .bind("title", job.title())
            .bind("state", over ? JobState.DONE.name() : JobState.QUEUED.name())
            .bind("total", items.size())
            .bind("done", done)
            .bind("failed", failed)
            .bind("by", job.caller().name())
            .bind("by_kind", job.caller().kind().name())
            .bind("by_id", job.caller().id())
            .bind("correlation", job.caller().correlation())
            .bind("reason", job.reason().orElse(null))
            .bind("now", now)
            .bind("over_at", over ? now : null)
            .map((row, _) -> JobStore.job(row))
            .one();
    if (items.size() > LargeJobStore.MANY) {
      LargeJobStore.insert(transaction, inserted.id(), items, now);
    } else {
      insertItems(transaction, inserted.id(), items, now);
    }
    return inserted;
  }

  private static void insertItems(
      Transaction transaction, long job, List<NewItem> items, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into job_item (job_id, account_id, organisation_id, subscription_id, state, bulk, kind, target, due_at,
              error_code, error, created_at, finished_at)
            select :job, w.account, w.organisation, w.subscription, w.state, :bulk, w.kind, w.target, :now,
              w.error_code, w.error, :now, case when w.state <> 'QUEUED' then :now::timestamptz end
            from unnest(:accounts, :organisations, :subscriptions, :states, :kinds, :targets, :error_codes, :errors)
              with ordinality
              as w(account, organisation, subscription, state, kind, target, error_code, error, position)
            order by w.position
            """)
        .bind("job", job)
        .bind("bulk", items.size() > WorkQueue.SMALL)
        .bind("now", now)
        .bind("accounts", longs(items, NewItem::account))
        .bind("organisations", longs(items, NewItem::organisation))
        .bind("subscriptions", longs(items, NewItem::subscription))
        .bind("states", texts(items, item -> item.state().name()))
        .bind("kinds", texts(items, NewItem::kind))
        .bind("targets", texts(items, NewItem::target))
        .bind("error_codes", texts(items, NewItem::errorCode))
        .bind("errors", texts(items, NewItem::error))
        .execute();
  }

  /**
   * Through the index of what is due, by its order: exists alone may read all items there ever
   * were.
   */
  static List<Long> accountsWithWork(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select a.id from operator_account a
            where a.state = 'ACTIVE' and (a.pace_until is null or a.pace_until <= clock_timestamp())
              and exists (
                select 1 from (values (false), (true)) as half (bulk)
                cross join lateral (
                  select i.id from job_item i
                  where i.account_id = a.id and i.bulk = half.bulk and i.finished_at is null
                    and i.due_at <= :now and (i.leased_until is null or i.leased_until < :now)
                  order by i.due_at, i.id limit 1) as first)
            """)
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  /**
   * Takes up what is due. What was queued counts as sent from here on; what is found running with
   * its lease run out was in the hands of a node that died.
   */
  static List<Taken> take(Transaction transaction, Taking taking) {
    return transaction
        .handle()
        .createQuery(
            """
            with due as materialized (
              select i.id from job_item i
              where i.account_id = :account and i.bulk = :bulk and i.finished_at is null and i.due_at <= :now
                and (i.due_at, i.id) > (:after_due, :after_id)
                and (i.leased_until is null or i.leased_until < :now)
                and not exists (
                  select 1 from job_item e
                  where e.subscription_id = i.subscription_id and e.id < i.id and e.finished_at is null)
              order by i.due_at, i.id limit :limit
              for update of i skip locked)
            update job_item i set
              state = case i.state when 'QUEUED' then 'RUNNING' when 'RUNNING' then 'DOUBTFUL' else i.state end,
              attempts = case i.state when 'QUEUED' then i.attempts + 1 else i.attempts end,
              checks = case i.state when 'QUEUED' then 0 else i.checks + 1 end,
              seen = case i.state when 'QUEUED' then null else i.seen end,
              sent_at = case i.state when 'QUEUED' then :now else i.sent_at end,
              claim = :claim, leased_until = :until
            from due, job j
            where i.id = due.id and j.id = i.job_id
            """
                + RETURNING)
        .bind("account", taking.account())
        .bind("bulk", taking.bulk())
        .bind("limit", taking.limit())
        .bind("after_due", taking.after().due())
        .bind("after_id", taking.after().id())
        .bind("now", taking.now())
        .bind("until", taking.now().plus(taking.lease()))
        .bind("claim", taking.claim())
        .map((row, _) ->
            new Taken(
                item(row), new Place(row.getTimestamp("due_at").toInstant(), row.getLong("id"))))
        .list();
  }

  static void started(Transaction transaction, List<Long> jobs, Instant now) {
    if (jobs.isEmpty()) {
      return;
    }
    transaction
        .handle()
        .createUpdate(
            """
            update job set state = 'RUNNING', started_at = :now
            where id in (select id from job where id = any(:jobs) and state = 'QUEUED' order by id for update)
              and state = 'QUEUED'
            """)
        .bind("jobs", jobs.toArray(Long[]::new))
        .bind("now", now)
        .execute();
  }

  static void renew(Transaction transaction, Claim claim, Instant until) {
    transaction
        .handle()
        .createUpdate(
            """
            update job_item set leased_until = :until
            where id in (
              select id from job_item where id = any(:items) and claim = :claim and finished_at is null
              order by id for update skip locked)
            """)
        .bind("items", longs(claim.items(), WorkItem::id))
        .bind("claim", claim.id())
        .bind("until", until)
        .execute();
  }

  static List<Long> stillHeld(Transaction transaction, Claim claim) {
    return transaction
        .handle()
        .createQuery(
            """
            select id from job_item where id = any(:items) and claim = :claim and finished_at is null
            order by id for update
            """)
        .bind("items", longs(claim.items(), WorkItem::id))
        .bind("claim", claim.id())
        .mapTo(Long.class)
        .list();
  }

  static List<Job> record(
      Transaction transaction, UUID claim, List<ItemResult> results, Instant now) {
    if (results.isEmpty()) {
      return List.of();
    }
    List<Counts> counts =
        bindResults(
                transaction
                    .handle()
                    .createQuery(
                        """
                        with recorded as (
                          update job_item i set state = r.state, due_at = r.due_at, attempts = r.attempts, checks = r.checks,
                            seen = r.seen, resent = r.resent, operator_request = r.operator_request, error_code = r.error_code, error = r.error,
                            claim = null, leased_until = null,
                            finished_at = case when r.state in ('DONE', 'FAILED') then :now::timestamptz end
                          from unnest(:items, :states, :due_ats::timestamptz[], :attempts, :checks, :seen, :resents, :requests,
                              :error_codes, :errors)
                            as r(item, state, due_at, attempts, checks, seen, resent, operator_request, error_code, error)
                          where i.id = r.item and i.claim = :claim and i.finished_at is null
                          returning i.job_id, i.state)
                        select job_id, count(*) filter (where state = 'DONE') as done,
                          count(*) filter (where state = 'FAILED') as failed
                        from recorded group by job_id
                        having count(*) filter (where state in ('DONE', 'FAILED')) > 0
                        order by job_id
                        """),
                results)
            .bind("claim", claim)
            .bind("now", now)
            .map((row, _) -> new Counts(row.getLong(1), row.getInt(2), row.getInt(3)))
            .list();
    return countOn(transaction, counts, now);
  }

  /** Last in its transaction, since all batches of one job meet here. */
  private static List<Job> countOn(Transaction transaction, List<Counts> counts, Instant now) {
    if (counts.isEmpty()) {
      return List.of();
    }
    Long[] jobs = counts.stream().map(Counts::job).toArray(Long[]::new);
    transaction
        .handle()
        .createQuery("select id from job where id = any(:jobs) order by id for update")
        .bind("jobs", jobs)
        .mapTo(Long.class)
        .list();
    return transaction
        .handle()
        .createQuery(
            """
            with counted as (
              update job j set done = j.done + c.done, failed = j.failed + c.failed,
                state = case when j.done + j.failed + j.cancelled + c.done + c.failed < j.total then j.state
                  when j.cancelled > 0 then 'CANCELLED' else 'DONE' end,
                finished_at = case when j.done + j.failed + j.cancelled + c.done + c.failed >= j.total then :now::timestamptz end
              from unnest(:jobs, :done, :failed) as c(job, done, failed)
              where j.id = c.job
              returning j.*)
            select * from counted where finished_at is not null order by id
            """)
        .bind("jobs", jobs)
        .bind("done", counts.stream().map(Counts::done).toArray(Integer[]::new))
        .bind("failed", counts.stream().map(Counts::failed).toArray(Integer[]::new))
        .bind("now", now)
        .map((row, _) -> JobStore.job(row))
        .list();
  }

  private record Counts(long job, int done, int failed) {}

  private static <T extends SqlStatement<T>> T bindResults(T statement, List<ItemResult> results) {
    return statement
        .bind("items", longs(results, ItemResult::item))
        .bind("states", texts(results, result -> result.state().name()))
        .bind("due_ats", texts(results, result -> result.dueAt().toString()))
        .bind("attempts", results.stream().map(ItemResult::attempts).toArray(Integer[]::new))
        .bind("checks", results.stream().map(ItemResult::checks).toArray(Integer[]::new))
        .bind("seen", texts(results, ItemResult::seen))
        .bind("resents", results.stream().map(ItemResult::resent).toArray(Boolean[]::new))
        .bind("requests", texts(results, ItemResult::operatorRequest))
        .bind("error_codes", texts(results, ItemResult::errorCode))
        .bind("errors", texts(results, ItemResult::error));
  }

  private static WorkItem item(ResultSet row) throws SQLException {
    long organisation = row.getLong("organisation_id");
    Caller requested =
        new Caller(
            Caller.Kind.valueOf(row.getString("requested_kind")),
            row.getLong("requested_id"),
            row.getString("requested_by"),
            Scope.of(organisation),
            Set.of(),
            row.getString("correlation"));
    Timestamp created = row.getTimestamp("created_at");
    return new WorkItem(
        row.getLong("id"),
        row.getLong("job_id"),
        organisation,
        row.getLong("subscription_id"),
        ItemState.valueOf(row.getString("state")),
        row.getString("kind"),
        row.getString("target"),
        row.getInt("attempts"),
        row.getInt("checks"),
        Optional.ofNullable(row.getString("seen")),
        row.getBoolean("resent"),
        Optional.ofNullable(row.getString("operator_request")),
        created.toInstant(),
        Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("reason")),
        requested);
  }

  private static int count(List<NewItem> items, ItemState state) {
    return (int) items.stream().filter(item -> item.state() == state).count();
  }

  private static <T> Long[] longs(List<T> list, Function<T, Long> part) {
    return list.stream().map(part).toArray(Long[]::new);
  }

  private static <T> @Nullable String[] texts(List<T> list, Function<T, @Nullable String> part) {
    return list.stream().map(part).toArray(String[]::new);
  }
}
