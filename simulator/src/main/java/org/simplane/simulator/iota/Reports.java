// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.iota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What subscriptions have used in the last eight days (contract B.5). */
final class Reports {

  private static final Duration REPORTED = Duration.ofDays(8);

  private Reports() {}

  /** One item for each subscription that had traffic between the two times. */
  static Answer answer(String report, Request request, Records records, IotaWire wire) {
    Instant now = records.now();
    Instant from = time(request, "from", now.minus(Duration.ofHours(1)));
    Instant until = time(request, "to", now);
    if (from.isBefore(now.minus(REPORTED)) || until.isBefore(from)) {
      return wire.error(400, "Reports go back eight days");
    }
    ObjectNode body =
        Answers.object()
            .put("cycle_started_at", from.toString())
            .put("cycle_ended_at", until.toString())
            .put("key_type", "imsi");
    ArrayNode items = body.putArray("items");
    for (String imsi : request.parameter("imsi").orElse("").split(",")) {
      ObjectNode used = used(records.find(imsi), from, until);
      if (!used.isEmpty()) {
        items.add(report.equals("sms-usage") ? sms(imsi, used) : data(imsi, used));
      }
    }
    return Answers.json(200, body);
  }

  private static ObjectNode data(String imsi, ObjectNode used) {
    return Answers.object()
        .put("key", imsi)
        .put("uploaded", used.path("up").asLong(0))
        .put("downloaded", used.path("down").asLong(0));
  }

  private static ObjectNode sms(String imsi, ObjectNode used) {
    ObjectNode item = Answers.object().put("key", imsi);
    item.putObject("received").put("success_count", used.path("received").asLong(0));
    item.putObject("sent").put("success_count", used.path("sent").asLong(0));
    return item;
  }

  /** Traffic is kept by day, as if all of it were at noon. */
  private static ObjectNode used(Optional<ObjectNode> subscription, Instant from, Instant until) {
    ObjectNode sum = Answers.object();
    subscription
        .map(one -> one.path("usage"))
        .ifPresent(days ->
            days.properties()
                .forEach(day -> {
                  LocalDate date = LocalDate.parse(day.getKey());
                  Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
                  if (!noon.isBefore(from) && noon.isBefore(until)) {
                    day.getValue()
                        .properties()
                        .forEach(count -> add(sum, count.getKey(), count.getValue()));
                  }
                }));
    return sum;
  }

  private static void add(ObjectNode sum, String name, JsonNode count) {
    sum.put(name, sum.path(name).asLong(0) + count.asLong(0));
  }

  private static Instant time(Request request, String name, Instant usual) {
    return request
        .parameter(name)
        .map(text -> OffsetDateTime.parse(text).toInstant())
        .orElse(usual);
  }
}
