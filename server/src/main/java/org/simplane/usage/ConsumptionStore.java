// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operators last told of what was consumed. */
final class ConsumptionStore {

  private static final JsonMapper JSON = new JsonMapper();

  private ConsumptionStore() {}

  static Optional<CurrentConsumption> find(Scope scope, Handle handle, long subscription) {
    return handle
        .createQuery(
            """
            select c.consumption::text, c.as_of from subscription_consumption c
            join subscription s on s.id = c.subscription_id
            where c.subscription_id = :subscription and s.organisation_id = any(:scope)
            """)
        .bind("subscription", subscription)
        .bind("scope", scope.toArray())
        .map((row, _) ->
            new CurrentConsumption(read(row.getString(1)), row.getTimestamp(2).toInstant()))
        .findOne();
  }

  /** What is kept, locked. */
  static Optional<CurrentConsumption> lock(Transaction transaction, long subscription) {
    return transaction
        .handle()
        .createQuery(
            "select consumption::text, as_of from subscription_consumption where subscription_id = :subscription for update")
        .bind("subscription", subscription)
        .map((row, _) ->
            new CurrentConsumption(read(row.getString(1)), row.getTimestamp(2).toInstant()))
        .findOne();
  }

  /** What was told later stays. */
  static void keep(Transaction transaction, long subscription, CurrentConsumption current) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into subscription_consumption as c (subscription_id, consumption, as_of)
            values (:subscription, :consumption::jsonb, :as_of)
            on conflict (subscription_id) do update set consumption = excluded.consumption, as_of = excluded.as_of
            where c.as_of < excluded.as_of
            """)
        .bind("subscription", subscription)
        .bind("consumption", json(current.consumption()))
        .bind("as_of", current.asOf().atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static String json(List<Consumption> consumption) {
    ArrayNode all = JSON.createArrayNode();
    for (Consumption one : consumption) {
      ObjectNode node = all.addObject();
      node.put("level", one.level().name());
      node.put("counted", one.counted().name());
      node.put("used", one.used());
      one.allowance().ifPresent(allowance -> node.put("allowance", allowance));
      one.from().ifPresent(from -> node.put("from", from.toString()));
      one.until().ifPresent(until -> node.put("until", until.toString()));
    }
    return all.toString();
  }

  private static List<Consumption> read(String json) {
    List<Consumption> all = new ArrayList<>();
    for (JsonNode node : JSON.readTree(json)) {
      all.add(
          new Consumption(
              Level.valueOf(node.path("level").asString()),
              Counted.valueOf(node.path("counted").asString()),
              node.path("used").asLong(),
              node.has("allowance")
                  ? Optional.of(node.path("allowance").asLong())
                  : Optional.empty(),
              instant(node, "from"),
              instant(node, "until")));
    }
    return all;
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    return node.has(field)
        ? Optional.of(Instant.parse(node.path(field).asString()))
        : Optional.empty();
  }
}
