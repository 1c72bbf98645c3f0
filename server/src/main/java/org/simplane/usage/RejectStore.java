// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Rejects that are tried once more. */
final class RejectStore {

  /** Lines are kept up to here; of a longer one the rest is missing. */
  private static final int LONGEST = 4_000;

  private static final String OF_QUERY =
      """
      from usage_reject r join feed_batch b on b.id = r.batch_id
      where r.organisation_id = any(:scope) and r.feed_id = :feed and r.reason_code = any(:codes)
        and (:batch = 0 or r.batch_id = :batch)
        and (cast(:from as timestamptz) is null or r.at >= :from)
        and (cast(:until as timestamptz) is null or r.at < :until)
        and b.header is not null and octet_length(r.raw) < :longest
      """;

  /** A reject, and the line that names its columns. */
  record Open(Reject reject, String header) {}

  private RejectStore() {}

  /** Those that can be tried, in the order of their ids. */
  static List<Open> open(
      Scope scope, Handle handle, long feed, RetryQuery query, long after, int limit) {
    return bind(
            handle.createQuery(
                "select r.*, b.header "
                    + OF_QUERY
                    + " and r.id > :after order by r.id limit :limit"),
            scope,
            feed,
            query)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> new Open(FeedStore.reject(row), row.getString("header")))
        .list();
  }

  static long count(Scope scope, Handle handle, long feed, RetryQuery query) {
    return bind(handle.createQuery("select count(*) " + OF_QUERY), scope, feed, query)
        .mapTo(Long.class)
        .one();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, Scope scope, long feed, RetryQuery query) {
    return statement
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("feed", feed)
        .bindBySqlType(
            "codes", query.codes().stream().map(Enum::name).toArray(String[]::new), Types.ARRAY)
        .bind("batch", query.batch().orElse(0))
        .bind("from", query.from().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .bind("until", query.until().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .bind("longest", LONGEST);
  }

  /** Locks those that are still there, and tells which these are. */
  static Set<Long> lock(Transaction transaction, List<Reject> rejects) {
    return Set.copyOf(
        transaction
            .handle()
            .createQuery("select id from usage_reject where id = any(:ids) order by id for update")
            .bindBySqlType("ids", ids(rejects), Types.ARRAY)
            .mapTo(Long.class)
            .list());
  }

  /** Why it is rejected now. */
  static void explain(Transaction transaction, Reject reject, Reject.Code code, String reason) {
    if (reject.code() != code || !reject.reason().equals(reason)) {
      transaction
          .handle()
          .createUpdate(
              "update usage_reject set reason_code = :code, reason = :reason where id = :id and at = :at")
          .bind("id", reject.id())
          .bind("at", reject.at().atOffset(ZoneOffset.UTC))
          .bind("code", code.name())
          .bind("reason", reason)
          .execute();
    }
  }

  static void delete(Transaction transaction, Collection<Reject> taken) {
    if (!taken.isEmpty()) {
      transaction
          .handle()
          .createUpdate("delete from usage_reject where id = any(:ids)")
          .bindBySqlType("ids", ids(taken), Types.ARRAY)
          .execute();
    }
  }

  private static Long[] ids(Collection<Reject> rejects) {
    return rejects.stream().map(Reject::id).toArray(Long[]::new);
  }
}
