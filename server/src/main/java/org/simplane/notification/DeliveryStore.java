// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.simplane.Transaction;

/** The log of what was tried. */
final class DeliveryStore {

  private DeliveryStore() {}

  static void insert(Transaction transaction, long webhook, Collection<Delivery> deliveries) {
    PreparedBatch batch =
        transaction
            .handle()
            .prepareBatch(
                """
                insert into webhook_delivery (at, webhook_id, event_id, kind, events, attempt, delivered, status,
                                              milliseconds, problem, answer)
                values (:at, :webhook, :event, :kind, :events, :attempt, :delivered, :status, :took, :problem, :answer)
                """);
    for (Delivery delivery : deliveries) {
      Attempt result = delivery.result();
      batch
          .bind("at", WebhookStore.utc(result.at()))
          .bind("webhook", webhook)
          .bind("event", delivery.event())
          .bind("kind", delivery.kind())
          .bind("events", delivery.events())
          .bind("attempt", delivery.attempt())
          .bind("delivered", result.delivered())
          .bind("status", result.status().orElse(null))
          .bind("took", (int) result.took().toMillis())
          .bind("problem", result.problem().orElse(null))
          .bind("answer", result.answer())
          .add();
    }
    batch.execute();
  }

  /** Newest first. */
  static List<Delivery> page(
      Handle handle, long webhook, Optional<Boolean> delivered, OptionalLong before, int limit) {
    return handle
        .createQuery(
            """
            select * from webhook_delivery
             where webhook_id = :webhook and id < :before
               and (cast(:delivered as boolean) is null or delivered = :delivered)
             order by id desc limit :limit
            """)
        .bind("webhook", webhook)
        .bind("before", before.orElse(Long.MAX_VALUE))
        .bind("delivered", delivered.orElse(null))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  private static Delivery read(ResultSet row) throws SQLException {
    Instant at = WebhookStore.instant(row, "at");
    return new Delivery(
        row.getLong("id"),
        row.getLong("event_id"),
        row.getString("kind"),
        row.getInt("events"),
        row.getInt("attempt"),
        new Attempt(
            at,
            Duration.ofMillis(row.getInt("milliseconds")),
            Optional.ofNullable(row.getObject("status", Integer.class)),
            row.getBoolean("delivered")
                ? Optional.empty()
                : Optional.of(String.valueOf(row.getString("problem"))),
            String.valueOf(row.getString("answer")),
            Optional.empty()));
  }
}
