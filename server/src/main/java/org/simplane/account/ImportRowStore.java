// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.inventory.RowResult;

/** What became of the rows of imports. Written by the import; read by the scope of its job. */
final class ImportRowStore {

  private ImportRowStore() {}

  /**
   * Adds some thousand rows.
   *
   * @param before how many rows of the file are there already
   */
  static void add(Transaction transaction, long job, long before, List<RowResult> rows) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into import_row (job_id, number, line, outcome, sim, field, message)
            select :job, :before + r.position, r.line, r.outcome, nullif(r.sim, ''), r.field, r.message
            from unnest(:lines, :outcomes, :sims, :fields, :messages)
              with ordinality r (line, outcome, sim, field, message, position)
            """)
        .bind("job", job)
        .bind("before", before)
        .bindBySqlType(
            "lines", rows.stream().map(RowResult::line).toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType("outcomes", texts(rows, row -> row.outcome().name()), Types.ARRAY)
        .bindBySqlType("sims", texts(rows, RowResult::businessId), Types.ARRAY)
        .bindBySqlType("fields", texts(rows, row -> row.column().orElse(null)), Types.ARRAY)
        .bindBySqlType("messages", texts(rows, row -> row.message().orElse(null)), Types.ARRAY)
        .execute();
  }

  private static @Nullable String[] texts(
      List<RowResult> rows, Function<RowResult, @Nullable String> text) {
    return rows.stream().map(text).map(ImportRowStore::clean).toArray(String[]::new);
  }

  /** PostgreSQL's text holds every character but this one. */
  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  /** In the order of the file, those behind {@code after}; 0 for the first. */
  static List<ImportRow> rows(
      Scope scope,
      Handle handle,
      long job,
      Optional<RowResult.Outcome> outcome,
      long after,
      int limit) {
    return handle
        .createQuery(
            """
            select r.* from import_row r join job j on j.id = r.job_id
            where r.job_id = :job and j.organisation_id = any(:scope) and r.number > :after
              and (cast(:outcome as text) is null or r.outcome = :outcome)
            order by r.number limit :limit
            """)
        .bind("job", job)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("outcome", outcome.map(Enum::name).orElse(null))
        .bind("limit", limit)
        .map((row, _) ->
            new ImportRow(
                row.getLong("number"),
                new RowResult(
                    row.getLong("line"),
                    Optional.ofNullable(row.getString("sim")).orElse(""),
                    RowResult.Outcome.valueOf(row.getString("outcome")),
                    Optional.ofNullable(row.getString("field")),
                    Optional.ofNullable(row.getString("message")))))
        .list();
  }

  /** Imports that ended before and have rows, those that ended first before others. */
  static List<Long> finishedBefore(Handle handle, Instant limit) {
    return handle
        .createQuery(
            """
            select id from job
            where kind = :kind and finished_at < :limit and exists (select from import_row where job_id = job.id)
            order by finished_at
            """)
        .bind("kind", Imports.IMPORT)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** The number of an import's last row; 0 where there is none. */
  static long last(Handle handle, long job) {
    return handle
        .createQuery("select coalesce(max(number), 0) from import_row where job_id = :job")
        .bind("job", job)
        .mapTo(Long.class)
        .one();
  }

  /** Deletes the rows behind {@code after}, up to {@code last}. */
  static int delete(Transaction transaction, long job, long after, long last) {
    return transaction
        .handle()
        .createUpdate(
            "delete from import_row where job_id = :job and number > :after and number <= :last")
        .bind("job", job)
        .bind("after", after)
        .bind("last", last)
        .execute();
  }
}
