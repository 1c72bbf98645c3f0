// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Instant;
import org.simplane.Caller;
import org.simplane.Transaction;

/**
 * Jobs without items. Written by Simplane's own work for all organisations, so nothing here takes a
 * scope.
 */
final class ProgressStore {

  private ProgressStore() {}

  static Job insert(Transaction transaction, NewJob job, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into job (organisation_id, kind, title, state, total, requested_by, requested_kind, requested_id,
              correlation, reason, created_at)
            values (:organisation, :kind, :title, 'QUEUED', 0, :by, :by_kind, :by_id, :correlation, :reason, :now)
            returning *
            """)
        .bind("organisation", job.organisation())
        .bind("kind", job.kind())
        .bind("title", job.title())
        .bind("by", job.caller().name())
        .bind("by_kind", job.caller().kind().name())
        .bind("by_id", job.caller().id())
        .bind("correlation", job.caller().correlation())
        .bind("reason", job.reason().orElse(null))
        .bind("now", now)
        .map((row, _) -> JobStore.job(row))
        .one();
  }

  static boolean step(Transaction transaction, long job, int done, int total, Instant now) {
    return transaction
            .handle()
            .createUpdate(
                """
                update job set state = 'RUNNING', started_at = coalesce(started_at, :now), done = done + :done,
                  total = case when greatest(:total, total) = 0 then 0 else greatest(:total, total, done + :done) end
                where id = :job and finished_at is null
                """)
            .bind("job", job)
            .bind("done", done)
            .bind("total", total)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** As {@link #step}, by what is left rather than by the total. */
  static boolean stepOf(Transaction transaction, long job, int done, int left, Instant now) {
    return transaction
            .handle()
            .createUpdate(
                """
                update job set state = 'RUNNING', started_at = coalesce(started_at, :now), done = done + :done,
                  total = done + :done + :left
                where id = :job and finished_at is null
                """)
            .bind("job", job)
            .bind("done", done)
            .bind("left", left)
            .bind("now", now)
            .execute()
        == 1;
  }

  static void end(Transaction transaction, long job, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update job set state = 'DONE', total = done, started_at = coalesce(started_at, :now), finished_at = :now
            where id = :job and finished_at is null
            """)
        .bind("job", job)
        .bind("now", now)
        .execute();
  }

  static void adopt(Transaction transaction, long job, Caller caller) {
    transaction
        .handle()
        .createUpdate(
            """
            update job set requested_by = :by, requested_kind = :kind, requested_id = :id, correlation = :correlation
            where id = :job and requested_kind = 'SYSTEM'
            """)
        .bind("job", job)
        .bind("by", caller.name())
        .bind("kind", caller.kind().name())
        .bind("id", caller.id())
        .bind("correlation", caller.correlation())
        .execute();
  }

  static void delete(Transaction transaction, long job) {
    transaction.handle().createUpdate("delete from job where id = :job").bind("job", job).execute();
  }
}
