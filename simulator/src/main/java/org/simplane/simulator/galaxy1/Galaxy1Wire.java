// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.galaxy1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Life;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Resource;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * The assumed API of Galaxy 1: an API key in {@code X-Api-Key}, {@code
 * /ibis/v1/services[/{iccid}[/usage]]}, lists by cursor. It is read only.
 */
public final class Galaxy1Wire implements Wire {

  @Override
  public String name() {
    return "galaxy1";
  }

  @Override
  public boolean isAuthentic(Request request, Tokens tokens) {
    return request.header("x-api-key").filter(tokens::isPassword).isPresent();
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, "/ibis/v1");
    String id = asked.id();
    return switch (asked.what()) {
      case "GET services" -> list(request, records);
      case "GET services/*" -> records.find(id).map(Galaxy1Wire::one).orElseGet(this::unknown);
      case "GET services/*/usage" ->
          records.find(id).map(service -> usage(service, records)).orElseGet(this::unknown);
      default -> error(404, "No such resource");
    };
  }

  private Answer unknown() {
    return error(404, "No such service");
  }

  private Answer list(Request request, Records records) {
    int limit = Answers.number(request, "limit", 50, 1, 100);
    String after = request.parameter("after").orElse("");
    List<ObjectNode> rest = records.after(after, _ -> true, limit + 1);
    ObjectNode body = Answers.object();
    body.set("services", Answers.array(rest.subList(0, Math.min(limit, rest.size()))));
    if (rest.size() > limit) {
      body.put("next", key(rest.get(limit - 1)));
    }
    return Answers.json(200, body);
  }

  private static Answer one(ObjectNode service) {
    ObjectNode body = Answers.object();
    body.set("service", service);
    return Answers.json(200, body);
  }

  private static Answer usage(ObjectNode service, Records records) {
    Instant day = records.now().truncatedTo(ChronoUnit.DAYS);
    return Answers.json(
        200,
        Answers.object()
            .put("from", day.minus(9, ChronoUnit.DAYS).toString())
            .put("until", day.plus(21, ChronoUnit.DAYS).toString())
            .put("megabytes", service.path("usedMegabytes").asDouble(0))
            .put("voiceSeconds", service.path("usedSeconds").asLong(0)));
  }

  @Override
  public Answer error(int status, String message) {
    return Answers.json(status, Answers.object().put("error", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode service = blank("89999104%011d".formatted(number));
    String state =
        switch (number % 11) {
          case 3 -> "SUSPENDED";
          case 7 -> "PROVISIONING";
          case 10 -> "DEACTIVATED";
          default -> "ACTIVE";
        };
    ObjectNode terminal = (ObjectNode) service.path("terminal");
    terminal
        .put("name", "Vessel " + number)
        .put("model", number % 3 == 0 ? "Deck 1200" : "Deck 700")
        .put("imo", String.valueOf(9_990_000 + number))
        .put("mmsi", String.valueOf(999_000_000 + number));
    ((ObjectNode) terminal.path("position"))
        .put("latitude", number % 120 - 60 + 0.25)
        .put("longitude", number * 7 % 360 - 180 + 0.5);
    return service
        .put("state", state)
        .put("reference", "Vessel " + number)
        .put("plan", number % 4 == 0 ? "Sea 20000" : "Sea 5000")
        .put("ipAddress", "100.99.%d.%d".formatted(number / 250, number % 250 + 1))
        .put("usedMegabytes", number * 13 % 900)
        .put("usedSeconds", number * 17 % 4000);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("iccid").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 8));
    ObjectNode service =
        Answers.object()
            .put("iccid", key)
            .put("imsi", "9990304" + tail)
            .put("msisdn", "8707700" + tail)
            .put("state", "ACTIVE")
            .put("activated", "2025-01-15T00:00:00Z")
            .put("ipAddress", "100.99.0.1")
            .put("plan", "Sea 5000")
            .put("account", "Demo Shipping")
            .put("network", "Inmarsat");
    ObjectNode terminal =
        service
            .putObject("terminal")
            .put("serialNumber", "G1-" + tail)
            .put("name", "Vessel")
            .put("model", "Deck 700")
            .put("mobility", "maritime")
            .put("antennaCode", "A7")
            .put("updated", "2026-11-20T10:00:00Z")
            .put("imo", "9990001")
            .put("mmsi", "999000001");
    terminal.putObject("position").put("latitude", 12.5).put("longitude", -40.25);
    return service;
  }

  @Override
  public void age(ObjectNode service, Life life) {
    if (service.path("state").asString().equals("ACTIVE")) {
      life.use(service, "usedMegabytes", key(service), 40);
      life.use(service, "usedSeconds", key(service), 60);
      ObjectNode terminal = (ObjectNode) service.path("terminal");
      life.move((ObjectNode) terminal.path("position"), key(service), 0.3);
      terminal.put("updated", life.until().truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  @Override
  public String statusField() {
    return "state";
  }
}
