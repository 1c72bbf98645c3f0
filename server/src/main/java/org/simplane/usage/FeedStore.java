// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Feeds, their batches and the records that were not taken. */
final class FeedStore {

  private FeedStore() {}

  /** Empty when the name is taken. */
  static Optional<Feed> insert(
      Transaction transaction, long organisation, String name, int days, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into feed (organisation_id, name, format, acceptance_days, created_at)
            values (:organisation, :name, 'csv', :days, :now) on conflict (name) do nothing returning *
            """)
        .bind("organisation", organisation)
        .bind("name", name)
        .bind("days", days)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> feed(row))
        .findOne();
  }

  static Optional<Feed> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery("select * from feed where id = :id and organisation_id = any(:scope)")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> feed(row))
        .findOne();
  }

  static List<Feed> all(Scope scope, Handle handle) {
    return handle
        .createQuery("select * from feed where organisation_id = any(:scope) order by id")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> feed(row))
        .list();
  }

  /**
   * Of all tenants: for the folder watch and the loader, which work for each feed's own
   * organisation.
   */
  static List<Feed> enabled(Handle handle) {
    return handle
        .createQuery("select * from feed where enabled order by id")
        .map((row, _) -> feed(row))
        .list();
  }

  static Optional<Feed> update(
      Scope scope, Transaction transaction, long id, int days, boolean enabled) {
    return transaction
        .handle()
        .createQuery(
            """
            update feed set acceptance_days = :days, enabled = :enabled
            where id = :id and organisation_id = any(:scope) returning *
            """)
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("days", days)
        .bind("enabled", enabled)
        .map((row, _) -> feed(row))
        .findOne();
  }

  /** The batch of this content: a new one, one to be resumed, or a finished one. */
  static Batch begin(Transaction transaction, Feed feed, String name, byte[] hash, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into feed_batch (feed_id, organisation_id, name, content_hash, received_at)
            values (:feed, :organisation, :name, :hash, :now)
            on conflict (feed_id, content_hash) where repeats is null do nothing
            """)
        .bind("feed", feed.id())
        .bind("organisation", feed.organisation())
        .bind("name", name)
        .bind("hash", hash)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    return transaction
        .handle()
        .createQuery(
            "select * from feed_batch where feed_id = :feed and content_hash = :hash and repeats is null")
        .bind("feed", feed.id())
        .bind("hash", hash)
        .map((row, _) -> batch(row))
        .one();
  }

  /**
   * Notes that the content of {@code first} was delivered once more.
   *
   * @param accepted how many of its rejects were taken this time
   */
  static Batch repeat(
      Transaction transaction, Batch first, String name, long accepted, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into feed_batch (feed_id, organisation_id, name, content_hash, received_at, finished_at, repeats,
              accepted)
            select feed_id, organisation_id, :name, content_hash, :now, :now, id, :accepted from feed_batch where id = :id
            returning *
            """)
        .bind("id", first.id())
        .bind("name", name)
        .bind("accepted", accepted)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> batch(row))
        .one();
  }

  /** Keeps others from loading the same batch until the transaction ends. */
  static Batch lock(Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery("select * from feed_batch where id = :id for update")
        .bind("id", id)
        .map((row, _) -> batch(row))
        .one();
  }

  /** For a batch of an earlier version, which did not keep it. */
  static void learnHeader(Transaction transaction, long id, String header) {
    transaction
        .handle()
        .createUpdate("update feed_batch set header = :header where id = :id and header is null")
        .bind("id", id)
        .bind("header", header)
        .execute();
  }

  /** Counts what was taken of a batch's rejects. */
  static void retaken(Transaction transaction, long id, long accepted, long duplicates) {
    transaction
        .handle()
        .createUpdate(
            """
            update feed_batch set accepted = accepted + :accepted, duplicates = duplicates + :duplicates,
              rejected = rejected - :accepted - :duplicates
            where id = :id
            """)
        .bind("id", id)
        .bind("accepted", accepted)
        .bind("duplicates", duplicates)
        .execute();
  }

  /** Deletes batches of all tenants that came in before. */
  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate("delete from feed_batch where received_at < :before")
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Batch advance(
      Transaction transaction,
      long id,
      @Nullable String header,
      long line,
      long accepted,
      long duplicates,
      long rejected,
      @Nullable Instant end) {
    return transaction
        .handle()
        .createQuery(
            """
            update feed_batch set line = :line, accepted = accepted + :accepted, duplicates = duplicates + :duplicates,
              rejected = rejected + :rejected, finished_at = :finished, header = coalesce(header, :header)
            where id = :id returning *
            """)
        .bind("id", id)
        .bind("header", header)
        .bind("line", line)
        .bind("accepted", accepted)
        .bind("duplicates", duplicates)
        .bind("rejected", rejected)
        .bindBySqlType(
            "finished",
            end == null ? null : end.atOffset(ZoneOffset.UTC),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .map((row, _) -> batch(row))
        .one();
  }

  static Optional<Batch> batch(Scope scope, Handle handle, long id) {
    return handle
        .createQuery("select * from feed_batch where id = :id and organisation_id = any(:scope)")
        .bind("id", id)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) -> batch(row))
        .findOne();
  }

  /** Newest first. */
  static List<Batch> batches(
      Scope scope, Handle handle, OptionalLong feed, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from feed_batch
            where organisation_id = any(:scope) and id < :before and (:feed = 0 or feed_id = :feed)
            order by id desc limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("before", before)
        .bind("feed", feed.orElse(0))
        .bind("limit", limit)
        .map((row, _) -> batch(row))
        .list();
  }

  static void insertRejects(
      Transaction transaction, Feed feed, long batch, List<CdrBatch.Refused> refused, Instant now) {
    if (refused.isEmpty()) {
      return;
    }
    transaction
        .handle()
        .createUpdate(
            """
            insert into usage_reject (at, feed_id, batch_id, organisation_id, line, record_id, reason_code, reason, raw)
            select :now, :feed, :batch, :organisation, r.line, r.record_id, r.code, r.reason, r.raw
            from unnest(:lines, :recordIds, :codes, :reasons, :raws)
              with ordinality r (line, record_id, code, reason, raw, position)
            order by r.line, r.position
            """)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("feed", feed.id())
        .bind("batch", batch)
        .bind("organisation", feed.organisation())
        .bindBySqlType(
            "lines", refused.stream().map(CdrBatch.Refused::line).toArray(Long[]::new), Types.ARRAY)
        .bindBySqlType(
            "recordIds",
            refused.stream().map(r -> clean(r.recordId().orElse(null))).toArray(String[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "codes", refused.stream().map(r -> r.code().name()).toArray(String[]::new), Types.ARRAY)
        .bindBySqlType(
            "reasons",
            refused.stream().map(r -> clean(r.reason())).toArray(String[]::new),
            Types.ARRAY)
        .bindBySqlType(
            "raws", refused.stream().map(r -> clean(r.raw())).toArray(String[]::new), Types.ARRAY)
        .execute();
  }

  /** PostgreSQL's text holds every character but this one. */
  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  /** Oldest first. */
  static List<Reject> rejects(Scope scope, Handle handle, RejectQuery query) {
    return handle
        .createQuery(
            """
            select * from usage_reject
            where organisation_id = any(:scope) and id > :after
              and (:batch = 0 or batch_id = :batch) and (:feed = 0 or feed_id = :feed)
              and (:code = '' or reason_code = :code)
            order by id limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", query.after())
        .bind("batch", query.batch().orElse(0))
        .bind("feed", query.feed().orElse(0))
        .bind("code", query.code().map(Enum::name).orElse(""))
        .bind("limit", query.limit())
        .map((row, _) -> reject(row))
        .list();
  }

  private static Feed feed(ResultSet row) throws SQLException {
    return new Feed(
        row.getLong("id"),
        row.getLong("organisation_id"),
        row.getString("name"),
        Duration.ofDays(row.getInt("acceptance_days")),
        row.getBoolean("enabled"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static Batch batch(ResultSet row) throws SQLException {
    long repeats = row.getLong("repeats");
    return new Batch(
        row.getLong("id"),
        row.getLong("feed_id"),
        row.getLong("organisation_id"),
        row.getString("name"),
        row.getLong("line"),
        row.getLong("accepted"),
        row.getLong("duplicates"),
        row.getLong("rejected"),
        repeats == 0 ? OptionalLong.empty() : OptionalLong.of(repeats),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  static Reject reject(ResultSet row) throws SQLException {
    return new Reject(
        row.getLong("id"),
        row.getLong("feed_id"),
        row.getLong("batch_id"),
        row.getLong("organisation_id"),
        row.getLong("line"),
        Optional.ofNullable(row.getString("record_id")),
        Reject.Code.valueOf(row.getString("reason_code")),
        row.getString("reason"),
        row.getString("raw"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
