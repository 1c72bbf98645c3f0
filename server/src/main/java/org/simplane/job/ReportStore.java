// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code detail} of jobs. Written by Simplane's own work for all organisations; read by scope.
 */
final class ReportStore {

  private ReportStore() {}

  static void alive(Transaction transaction, long job, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "update job set detail = jsonb_build_object('aliveAt', cast(:now as text)) where id = :job")
        .bind("job", job)
        .bind("now", now.toString())
        .execute();
  }

  static void end(Transaction transaction, long job, int failed, JsonNode report, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update job set state = case when state = 'CANCELLED' then state else 'DONE' end,
              done = done - least(:failed, done), failed = :failed,
              total = greatest(done, :failed), detail = cast(:report as jsonb),
              started_at = coalesce(started_at, :now), finished_at = coalesce(finished_at, :now)
            where id = :job
            """)
        .bind("job", job)
        .bind("failed", failed)
        .bind("report", report.toString())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<JsonNode> find(Scope scope, Handle handle, long job) {
    return handle
        .createQuery("select detail from job where id = :job and organisation_id = any(:scope)")
        .bind("job", job)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> JsonMapper.shared().readTree(row.getString("detail")))
        .findOne();
  }

  static int endAbandoned(
      Transaction transaction, String kind, Instant before, JsonNode report, Instant now) {
    return transaction
        .handle()
        .createUpdate(
            """
            update job set state = 'DONE', failed = greatest(total - done, 1), total = greatest(total, done + 1),
              detail = cast(:report as jsonb), finished_at = :now
            where kind = :kind and finished_at is null
              and coalesce(cast(detail ->> 'aliveAt' as timestamptz), created_at) < :before
            """)
        .bind("kind", kind)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("report", report.toString())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }
}
