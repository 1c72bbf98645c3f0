// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.api.tmf.rest.TmfJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** Questions that clients poll. */
final class QueryStore {

  private static final String SELECT =
      """
      select id, request, asked, reports, finished, alive_at, created_at from tmf_usage_query
      """;

  private static final TypeReference<List<String>> IDS = new TypeReference<>() {};
  private static final TypeReference<HashMap<Integer, Report>> REPORTS = new TypeReference<>() {};

  private QueryStore() {}

  static void add(Transaction transaction, long organisation, Query query) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into tmf_usage_query
              (id, organisation_id, request, asked, reports, finished, alive_at, created_at)
            values (:id, :organisation, :request::jsonb, :asked::jsonb, '{}', false, :at, :at)
            """)
        .bind("id", query.id().orElseThrow())
        .bind("organisation", organisation)
        .bind("request", query.request().toString())
        .bind("asked", TmfJson.MAPPER.writeValueAsString(query.products()))
        .bind("at", query.createdAt())
        .execute();
  }

  static Optional<Query> find(Scope scope, Handle handle, String id, Instant since) {
    return handle
        .createQuery(
            SELECT + "where id = :id and organisation_id = any(:scope) and created_at >= :since")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .bind("since", since)
        .map((row, _) -> query(row))
        .findOne();
  }

  /** Newest first. */
  static List<String> page(Scope scope, Handle handle, Instant since, long offset, int limit) {
    return handle
        .createQuery(
            """
            select id from tmf_usage_query
            where organisation_id = any(:scope) and created_at >= :since
            order by created_at desc, id limit :limit offset :offset
            """)
        .bind("scope", scope.toArray())
        .bind("since", since)
        .bind("limit", limit)
        .bind("offset", offset)
        .mapTo(String.class)
        .list();
  }

  static long count(Scope scope, Handle handle, Instant since) {
    return handle
        .createQuery(
            "select count(*) from tmf_usage_query where organisation_id = any(:scope) and created_at >= :since")
        .bind("scope", scope.toArray())
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  /** Takes up a question whose node has not worked on it since; false where another did first. */
  static boolean takeUp(
      Scope scope, Transaction transaction, String id, Instant silentSince, Instant now) {
    return transaction
            .handle()
            .createUpdate(
                """
                update tmf_usage_query set alive_at = :now
                where id = :id and organisation_id = :organisation and not finished and alive_at < :since
                """)
            .bind("id", id)
            .bind("organisation", scope.organisation())
            .bind("since", silentSince)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** False where the question has been deleted meanwhile. */
  static boolean answer(
      Scope scope,
      Transaction transaction,
      String id,
      Map<Integer, Report> more,
      boolean finished,
      Instant now) {
    return transaction
            .handle()
            .createUpdate(
                """
                update tmf_usage_query set reports = reports || :more::jsonb, finished = :finished, alive_at = :now
                where id = :id and organisation_id = any(:scope)
                """)
            .bind("id", id)
            .bind("scope", scope.toArray())
            .bind("more", TmfJson.MAPPER.writeValueAsString(more))
            .bind("finished", finished)
            .bind("now", now)
            .execute()
        == 1;
  }

  static boolean delete(Scope scope, Transaction transaction, String id) {
    return transaction
            .handle()
            .createUpdate(
                "delete from tmf_usage_query where id = :id and organisation_id = any(:scope)")
            .bind("id", id)
            .bind("scope", scope.toArray())
            .execute()
        == 1;
  }

  /** Of all organisations, a thousand at a time. */
  static void deleteBefore(Transaction transaction, Instant limit) {
    transaction
        .handle()
        .createUpdate(
            """
            delete from tmf_usage_query where id in (
              select id from tmf_usage_query where created_at < :limit limit 1000 for update skip locked)
            """)
        .bind("limit", limit)
        .execute();
  }

  private static Query query(ResultSet row) throws SQLException {
    return new Query(
        Optional.of(row.getString("id")),
        (ObjectNode) TmfJson.MAPPER.readTree(row.getString("request")),
        TmfJson.MAPPER.readValue(row.getString("asked"), IDS),
        TmfJson.MAPPER.readValue(row.getString("reports"), REPORTS),
        row.getBoolean("finished"),
        row.getTimestamp("alive_at").toInstant(),
        row.getTimestamp("created_at").toInstant());
  }
}
