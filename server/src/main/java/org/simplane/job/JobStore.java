// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Jobs, their items and references, as clients see them. */
final class JobStore {

  private static final String JOB =
      """
      select id, organisation_id, kind, title, state, total, done, failed, cancelled, requested_by, reason,
             created_at, started_at, finished_at
      from job
      """;

  private JobStore() {}

  static Optional<Job> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery(JOB + "where id = :id and organisation_id = any(:scope)")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> job(row))
        .findOne();
  }

  static List<Job> page(Scope scope, Handle handle, OptionalLong before, int limit) {
    // Organisation by organisation, so that each is a short walk along its index, however many jobs
    // there are.
    return handle
        .createQuery(
            """
            select j.id, j.organisation_id, j.kind, j.title, j.state, j.total, j.done, j.failed, j.cancelled,
                   j.requested_by, j.reason, j.created_at, j.started_at, j.finished_at
            from unnest(:scope) as o(id)
            cross join lateral (
              select * from job where organisation_id = o.id and id < :before order by id desc limit :limit) j
            order by j.id desc limit :limit
            """)
        .bind("scope", scope.toArray())
        .bind("before", before.orElse(Long.MAX_VALUE))
        .bind("limit", limit)
        .map((row, _) -> job(row))
        .list();
  }

  private static final String ITEMS =
      """
      select id, job_id, organisation_id, account_id, subscription_id, state, kind, target, attempts, due_at,
             error_code, error, created_at, finished_at
      from job_item
      where job_id = :job and id > :after and organisation_id = any(:scope)
      order by id limit :limit offset :offset
      """;

  static List<JobItem> items(Scope scope, Handle handle, long job, long after, int limit) {
    return items(scope, handle, job, after, 0, limit);
  }

  static List<JobItem> itemsFrom(Scope scope, Handle handle, long job, long offset, int limit) {
    return items(scope, handle, job, 0, offset, limit);
  }

  private static List<JobItem> items(
      Scope scope, Handle handle, long job, long after, long offset, int limit) {
    return handle
        .createQuery(ITEMS)
        .bind("job", job)
        .bind("after", after)
        .bind("scope", scope.toArray())
        .bind("limit", limit)
        .bind("offset", offset)
        .map((row, _) -> item(row))
        .list();
  }

  static boolean isTaken(Handle handle, String dialect, String reference) {
    return handle
        .createQuery(
            "select exists (select from job_reference where dialect = :dialect and reference = :reference)")
        .bind("dialect", dialect)
        .bind("reference", reference)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Calls off what is still queued. The subscriptions are locked first, in the order in which
   * everybody locks them, because the listener will write to them.
   *
   * @return the subscriptions of the items called off
   */
  static List<Long> cancelQueued(Transaction transaction, long job, Instant now) {
    Handle handle = transaction.handle();
    handle
        .createQuery(
            """
            select id from subscription
            where id in (select subscription_id from job_item where job_id = :job and state = 'QUEUED')
            order by id for no key update
            """)
        .bind("job", job)
        .mapTo(Long.class)
        .list();
    List<Long> subscriptions =
        handle
            .createQuery(
                """
                update job_item set state = 'CANCELLED', finished_at = :now
                where job_id = :job and state = 'QUEUED'
                returning subscription_id
                """)
            .bind("job", job)
            .bind("now", now)
            .mapTo(Long.class)
            .list();
    handle
        .createUpdate(
            """
            update job set cancelled = cancelled + :called_off,
              state = case when done + failed + cancelled + :called_off >= total then 'CANCELLED' else state end,
              finished_at = case when done + failed + cancelled + :called_off >= total then :now::timestamptz end
            where id = :job and finished_at is null
            """)
        .bind("called_off", subscriptions.size())
        .bind("job", job)
        .bind("now", now)
        .execute();
    return subscriptions;
  }

  /** A job without items is called off as a whole; who works on it sees that at its next step. */
  static void cancelWhole(Transaction transaction, long job, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update job set state = 'CANCELLED', finished_at = :now
            where id = :job and finished_at is null
              and not exists (select 1 from job_item where job_id = :job)
            """)
        .bind("job", job)
        .bind("now", now)
        .execute();
  }

  static boolean refer(Transaction transaction, Reference reference) {
    return transaction
            .handle()
            .createUpdate(
                """
                insert into job_reference (dialect, reference, organisation_id, job_id, item_id)
                values (:dialect, :reference, :organisation, :job, :item) on conflict do nothing
                """)
            .bind("dialect", reference.dialect())
            .bind("reference", reference.reference())
            .bind("organisation", reference.organisation())
            .bind("job", reference.job())
            .bind("item", reference.item().isPresent() ? (Long) reference.item().getAsLong() : null)
            .execute()
        == 1;
  }

  static Optional<Reference> byReference(
      Scope scope, Handle handle, String dialect, String reference) {
    return handle
        .createQuery(
            """
            select dialect, reference, organisation_id, job_id, item_id from job_reference
            where dialect = :dialect and reference = :reference and organisation_id = any(:scope)
            """)
        .bind("dialect", dialect)
        .bind("reference", reference)
        .bind("scope", scope.toArray())
        .map((row, _) ->
            new Reference(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(5))))
        .findOne();
  }

  /** Items go with their jobs; an import waits until its rows are gone, which are many. */
  static int deleteFinishedBefore(Transaction transaction, Instant limit, int most) {
    return transaction
        .handle()
        .createQuery(
            """
            with old as (
              select id from job
              where finished_at < :limit and not exists (select from import_row where job_id = job.id)
              order by finished_at limit :most for update skip locked),
            items as (
              delete from job_item where job_id in (select id from old)),
            gone as (
              delete from job where id in (select id from old) returning 1)
            select count(*) from gone
            """)
        .bind("limit", limit)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("kind"),
        row.getString("title"),
        JobState.valueOf(row.getString("state")),
        row.getInt("total"),
        row.getInt("done"),
        row.getInt("failed"),
        row.getInt("cancelled"),
        row.getString("requested_by"),
        Optional.ofNullable(row.getString("reason")),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("started_at")),
        instant(row.getTimestamp("finished_at")));
  }

  private static JobItem item(ResultSet row) throws SQLException {
    return new JobItem(
        row.getLong("id"),
        row.getLong("job_id"),
        row.getLong("organisation_id"),
        row.getLong("account_id"),
        row.getLong("subscription_id"),
        ItemState.valueOf(row.getString("state")),
        row.getString("kind"),
        row.getString("target"),
        row.getInt("attempts"),
        row.getTimestamp("due_at").toInstant(),
        Optional.ofNullable(row.getString("error_code")),
        Optional.ofNullable(row.getString("error")),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("finished_at")));
  }

  static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
