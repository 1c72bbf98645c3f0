// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.simplane.notification.WebhookStore.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import tools.jackson.databind.json.JsonMapper;

/** Events that a webhook did not take. */
final class LetterStore {

  private static final String COLUMNS =
      "webhook_id, transaction_id, event_id, at, organisation_id, kind, subject_kind, subject_id, subject_name, body";

  private LetterStore() {}

  /** One that is there already, from a replay or from before a crash, stays as it is. */
  static void insert(Transaction transaction, long webhook, Collection<DeadLetter> letters) {
    PreparedBatch batch =
        transaction
            .handle()
            .prepareBatch(
                """
                insert into webhook_letter (%s, state, attempts, next_at, give_up_at, died_at, status, problem)
                values (:webhook, :transaction, :event, :at, :organisation, :kind, :subjectKind, :subjectId, :subjectName,
                        cast(:body as jsonb), :state, :attempts, :next, :giveUp, :died, :status, :problem)
                on conflict (webhook_id, event_id) do nothing
                """
                    .formatted(COLUMNS));
    for (DeadLetter letter : letters) {
      StoredEvent event = letter.event();
      batch
          .bind("webhook", webhook)
          .bind("transaction", event.position().transaction())
          .bind("event", event.position().id())
          .bind("at", utc(event.at()))
          .bind("organisation", event.organisation())
          .bind("kind", event.kind())
          .bind("subjectKind", event.subjectKind())
          .bind("subjectId", event.subjectId())
          .bind("subjectName", event.subjectName())
          .bind("body", event.body().toString());
      state(batch, letter).add();
    }
    batch.execute();
  }

  static void update(Transaction transaction, Collection<DeadLetter> letters) {
    PreparedBatch batch =
        transaction
            .handle()
            .prepareBatch(
                """
                update webhook_letter set state = :state, attempts = :attempts, next_at = :next, give_up_at = :giveUp,
                  died_at = :died, status = :status, problem = :problem
                where id = :id
                """);
    for (DeadLetter letter : letters) {
      batch.bind("id", letter.id());
      state(batch, letter).add();
    }
    batch.execute();
  }

  private static PreparedBatch state(PreparedBatch batch, DeadLetter letter) {
    return batch
        .bind("state", letter.diedAt().isPresent() ? "DEAD" : "WAITING")
        .bind("attempts", letter.attempts())
        .bind("next", utc(letter.nextAt()))
        .bind("giveUp", utc(letter.giveUpAt()))
        .bind("died", letter.diedAt().map(WebhookStore::utc).orElse(null))
        .bind("status", letter.status().orElse(null))
        .bind("problem", letter.problem().orElse(null));
  }

  static void delete(Transaction transaction, Collection<Long> ids) {
    transaction
        .handle()
        .createUpdate("delete from webhook_letter where id = any(:ids)")
        .bindBySqlType("ids", ids.toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  /** Those to be tried now, but for the ones that are under way. */
  static List<DeadLetter> due(
      Handle handle, long webhook, Instant now, Collection<Long> underWay, int limit) {
    return handle
        .createQuery(
            """
            select * from webhook_letter
             where webhook_id = :webhook and state = 'WAITING' and next_at <= :now and not id = any(:underWay)
             order by next_at limit :limit
            """)
        .bind("webhook", webhook)
        .bind("now", utc(now))
        .bindBySqlType("underWay", underWay.toArray(Long[]::new), Types.ARRAY)
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  /** When the first of those that are not due yet is. */
  static Optional<Instant> next(Handle handle, long webhook, Instant now) {
    return handle
        .createQuery(
            """
            select min(next_at) as next_at from webhook_letter
             where webhook_id = :webhook and state = 'WAITING' and next_at > :now
            """)
        .bind("webhook", webhook)
        .bind("now", utc(now))
        .map((row, _) -> WebhookStore.optional(row, "next_at"))
        .one();
  }

  /** All that wait are tried within the next seconds: the webhook answers again. */
  static void hurry(Transaction transaction, long webhook, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update webhook_letter set next_at = least(next_at, :now + random() * interval '5 seconds')
            where webhook_id = :webhook and state = 'WAITING'
            """)
        .bind("webhook", webhook)
        .bind("now", utc(now))
        .execute();
  }

  /** Those whose time is over, some at a time. */
  static List<DeadLetter> overdue(Handle handle, long webhook, Instant now, int limit) {
    return handle
        .createQuery(
            """
            select * from webhook_letter where webhook_id = :webhook and state = 'WAITING' and give_up_at <= :now
            order by id limit :limit
            """)
        .bind("webhook", webhook)
        .bind("now", utc(now))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  static List<DeadLetter> dead(Handle handle, long webhook, long after, int limit) {
    return handle
        .createQuery(
            """
            select * from webhook_letter where webhook_id = :webhook and state = 'DEAD' and id > :after
            order by id limit :limit
            """)
        .bind("webhook", webhook)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  /** Empty ids: all. Answers how many. */
  static int revive(
      Transaction transaction, long webhook, Optional<Set<Long>> ids, Instant now, Instant giveUp) {
    return transaction
        .handle()
        .createUpdate(
            """
            update webhook_letter set state = 'WAITING', attempts = 0, next_at = :now, give_up_at = :giveUp, died_at = null
            where webhook_id = :webhook and state = 'DEAD' and (:all or id = any(:ids))
            """)
        .bind("webhook", webhook)
        .bind("now", utc(now))
        .bind("giveUp", utc(giveUp))
        .bind("all", ids.isEmpty())
        .bindBySqlType("ids", ids.orElse(Set.of()).toArray(Long[]::new), Types.ARRAY)
        .execute();
  }

  static int deadAmong(Handle handle, long webhook, Set<Long> ids) {
    return handle
        .createQuery(
            "select count(*) from webhook_letter where webhook_id = :webhook and state = 'DEAD' and id = any(:ids)")
        .bind("webhook", webhook)
        .bindBySqlType("ids", ids.toArray(Long[]::new), Types.ARRAY)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Puts what happened in a range of time to be told again. Answers how many, at most the limit.
   */
  static int replay(
      Scope scope,
      Transaction transaction,
      long webhook,
      Set<String> kinds,
      Instant from,
      Instant until,
      Instant now,
      Instant giveUp,
      int limit) {
    return transaction
        .handle()
        .createUpdate(
            """
            insert into webhook_letter (%s, state, attempts, next_at, give_up_at)
            select :webhook, transaction_id, id, at, organisation_id, kind, subject_kind, subject_id, subject_name, body,
                   'WAITING', 0, :now, :giveUp
              from outbox
             where organisation_id = any(:scope) and at >= :from and at < :until and (:all or kind like any(:kinds))
             order by transaction_id, id limit :limit
            on conflict (webhook_id, event_id) do update
              set state = 'WAITING', attempts = 0, next_at = excluded.next_at, give_up_at = excluded.give_up_at, died_at = null
            """
                .formatted(COLUMNS))
        .bind("webhook", webhook)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("from", utc(from))
        .bind("until", utc(until))
        .bind("all", kinds.contains("*"))
        .bindBySqlType("kinds", LaneStore.likes(kinds), Types.ARRAY)
        .bind("now", utc(now))
        .bind("giveUp", utc(giveUp))
        .bind("limit", limit)
        .execute();
  }

  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate(
            """
            delete from webhook_letter where id in (
              select id from webhook_letter where state = 'DEAD' and died_at < :before limit 10000)
            """)
        .bind("before", utc(before))
        .execute();
  }

  private static DeadLetter read(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getLong("id"),
        new StoredEvent(
            new Position(row.getLong("transaction_id"), row.getLong("event_id")),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getLong("organisation_id"),
            row.getString("kind"),
            row.getString("subject_kind"),
            row.getLong("subject_id"),
            row.getString("subject_name"),
            JsonMapper.shared().readTree(row.getString("body"))),
        row.getInt("attempts"),
        WebhookStore.instant(row, "next_at"),
        WebhookStore.instant(row, "give_up_at"),
        WebhookStore.optional(row, "died_at"),
        Optional.ofNullable(row.getObject("status", Integer.class)),
        Optional.ofNullable(row.getString("problem")));
  }
}
