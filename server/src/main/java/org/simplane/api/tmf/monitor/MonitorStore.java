// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.monitor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.job.JobState;

/** Monitors, each read together with its job. */
final class MonitorStore {

  private static final String FROM =
      """
      from tmf_monitor m join job j on j.id = m.job_id
      """;

  private static final String SELECT =
      """
      select m.id, m.source, m.method, m.target, m.body, m.job_id, j.state, j.total, j.done, j.failed, j.cancelled,
             e.error_code, e.error, m.created_at
      """
          + FROM
          + """
          left join lateral (
            select error_code, error from job_item i
            where j.failed > 0 and i.job_id = j.id and i.state = 'FAILED' order by i.id limit 1) e on true
          """;

  /** A monitor's state out of its job's; see {@link Monitor#state}. */
  private static final String STATE =
      """
      case when j.state not in ('DONE', 'CANCELLED') then 'IN_PROGRESS'
           when j.cancelled > 0 then 'CANCELLED'
           when j.failed > 0 then 'IN_ERROR'
           else 'COMPLETED' end
      """;

  private MonitorStore() {}

  static void add(
      Transaction transaction,
      String id,
      long organisation,
      long job,
      Origin origin,
      Instant createdAt) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into tmf_monitor (id, organisation_id, job_id, source, method, target, body, created_at)
            values (:id, :organisation, :job, :source, :method, :target, :body, :at)
            """)
        .bind("id", id)
        .bind("organisation", organisation)
        .bind("job", job)
        .bind("source", origin.source())
        .bind("method", origin.method())
        .bind("target", origin.path())
        .bind("body", origin.body())
        .bind("at", createdAt)
        .execute();
  }

  static Optional<Monitor> find(Scope scope, Handle handle, String id) {
    return handle
        .createQuery(SELECT + "where m.id = :id and m.organisation_id = any(:scope)")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> monitor(row))
        .findOne();
  }

  static Optional<Monitor> ofJob(Scope scope, Handle handle, long job) {
    return handle
        .createQuery(SELECT + "where m.job_id = :job and m.organisation_id = any(:scope)")
        .bind("job", job)
        .bind("scope", scope.toArray())
        .map((row, _) -> monitor(row))
        .findFirst();
  }

  static List<Monitor> page(
      Scope scope, Handle handle, Set<Monitor.State> states, long offset, int limit) {
    return handle
        .createQuery(
            SELECT
                + "where m.organisation_id = any(:scope)"
                + condition(states)
                + "order by m.created_at desc, m.id limit :limit offset :offset")
        .bind("scope", scope.toArray())
        .bind("states", names(states))
        .bind("limit", limit)
        .bind("offset", offset)
        .map((row, _) -> monitor(row))
        .list();
  }

  static long count(Scope scope, Handle handle, Set<Monitor.State> states) {
    return handle
        .createQuery(
            "select count(*) " + FROM + "where m.organisation_id = any(:scope)" + condition(states))
        .bind("scope", scope.toArray())
        .bind("states", names(states))
        .mapTo(Long.class)
        .one();
  }

  private static String condition(Set<Monitor.State> states) {
    return states.isEmpty()
        ? " and cardinality(:states::text[]) = 0 "
        : " and " + STATE + " = any(:states) ";
  }

  private static String[] names(Set<Monitor.State> states) {
    return states.stream().map(Monitor.State::name).toArray(String[]::new);
  }

  private static Monitor monitor(ResultSet row) throws SQLException {
    return new Monitor(
        row.getString("id"),
        new Origin(
            row.getString("source"),
            row.getString("method"),
            row.getString("target"),
            row.getString("body")),
        row.getLong("job_id"),
        JobState.valueOf(row.getString("state")),
        row.getInt("total"),
        row.getInt("done"),
        row.getInt("failed"),
        row.getInt("cancelled"),
        Optional.ofNullable(row.getString("error_code")),
        Optional.ofNullable(row.getString("error")),
        row.getTimestamp("created_at").toInstant());
  }
}
