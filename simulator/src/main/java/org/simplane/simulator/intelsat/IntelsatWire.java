// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.intelsat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Followed;
import org.simplane.simulator.backend.Life;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Resource;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * The assumed API of Intelsat: {@code /auth/token}, {@code
 * /inventory/v1/terminals[/{serialNumber}[/orders|/usage]]}, {@code /inventory/v1/orders/{id}}.
 * Terminals are suspended and resumed by orders that are carried out later.
 */
public final class IntelsatWire implements Wire {

  private static final String TOKEN_PATH = "/auth/token";
  private static final Followed ORDER =
      new Followed("orderId", "state", "inProgress", "completed", "rejected", "note");
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "intelsat";
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(TOKEN_PATH);
  }

  @Override
  public Answer logIn(Request request, Tokens tokens) {
    return tokens.clientCredentials(request, TOKEN_LIFE, error(401, "invalid_client"));
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, "/inventory/v1");
    String id = asked.id();
    return switch (asked.what()) {
      case "GET terminals" -> list(request, records);
      case "GET terminals/*" ->
          records.find(id).map(found -> Answers.json(200, found)).orElseGet(this::unknown);
      case "POST terminals/*/orders" -> order(id, Answers.body(request.body()), records);
      case "GET terminals/*/usage" ->
          records.find(id).map(found -> usage(found, records)).orElseGet(this::unknown);
      case "GET orders/*" ->
          records
              .job(id)
              .map(job -> Answers.json(200, ORDER.of(job, records)))
              .orElseGet(this::unknown);
      default -> error(404, "No such resource");
    };
  }

  private static Answer list(Request request, Records records) {
    int offset = Answers.number(request, "offset", 0, 0, Integer.MAX_VALUE);
    int limit = Answers.number(request, "limit", 50, 1, 100);
    ObjectNode body = Answers.object().put("total", records.size());
    body.set("terminals", Answers.array(records.page(offset, limit)));
    return Answers.json(200, body);
  }

  private Answer order(String serial, ObjectNode body, Records records) {
    Optional<ObjectNode> terminal = records.find(serial);
    if (terminal.isEmpty()) {
      return unknown();
    }
    String wanted =
        switch (body.path("action").asString("")) {
          case "suspend" -> "suspended";
          case "resume" -> "online";
          default -> "";
        };
    if (wanted.isEmpty()) {
      return error(400, "action is suspend or resume");
    }
    boolean active = terminal.get().at("/productContract/status").asString().equals("active");
    Records.Job job =
        records.accept(
            serial,
            Answers.object().put("aggregatedStatus", wanted),
            active ? Optional.empty() : Optional.of("The product contract is not active"));
    return Answers.json(
        202,
        ORDER.accepted(job),
        new Effect(
            serial,
            "aggregatedStatus",
            terminal.get().path("aggregatedStatus").asString(""),
            wanted));
  }

  private static Answer usage(ObjectNode terminal, Records records) {
    Instant day = records.now().truncatedTo(ChronoUnit.DAYS);
    return Answers.json(
        200,
        Answers.object()
            .put("periodStart", day.minus(5, ChronoUnit.DAYS).toString())
            .put("periodEnd", day.plus(25, ChronoUnit.DAYS).toString())
            .put("usedBytes", terminal.path("usedBytes").asLong(0)));
  }

  private Answer unknown() {
    return error(404, "Not found");
  }

  @Override
  public Answer error(int status, String message) {
    return Answers.json(status, Answers.object().put("reason", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode terminal = blank(String.valueOf(27_000 + number));
    ObjectNode contract = (ObjectNode) terminal.path("productContract");
    switch (number % 13) {
      case 2 -> terminal.put("aggregatedStatus", "suspended");
      case 5 -> terminal.put("aggregatedStatus", "offline");
      case 7 -> contract.put("status", "new").put("changeAllowed", true);
      case 8 -> contract.put("status", "new");
      case 10 -> contract.put("status", "suspended");
      case 11 -> contract.put("status", "cancelation");
      case 12 -> contract.put("status", "ended");
      default -> {}
    }
    return terminal
        .put("name", "Station " + number)
        .put(
            "mobilityType",
            number % 4 == 1 ? "fixed" : number % 4 == 2 ? "maritime" : "land mobile")
        .put("latitude", number % 140 - 70 + 0.125)
        .put("longitude", number * 11 % 360 - 180 + 0.75)
        .put("usedBytes", number * 999_983L % 9_000_000_000L);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("serialNumber").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    ObjectNode terminal =
        Answers.object()
            .put("serialNumber", key)
            .put("name", "Station")
            .put("aggregatedStatus", "online")
            .put("latitude", 48.5)
            .put("longitude", 9.25)
            .put("model", "Flat 90")
            .put("mobilityType", "land mobile")
            .put("antennaCode", "FP-90")
            .put("lastUpdated", "2026-11-20T09:00:00Z");
    terminal
        .putObject("productContract")
        .put("status", "active")
        .put("changeAllowed", false)
        .put("product", "Flex 20")
        .put("account", "Demo Expeditions")
        .put("startDate", "2025-04-01T00:00:00Z");
    return terminal;
  }

  @Override
  public void age(ObjectNode terminal, Life life) {
    if (terminal.at("/productContract/status").asString().equals("active")
        && terminal.path("aggregatedStatus").asString().equals("online")) {
      life.use(terminal, "usedBytes", key(terminal), 50_000_000);
      if (!terminal.path("mobilityType").asString().equals("fixed")) {
        life.move(terminal, key(terminal), 0.5);
      }
      terminal.put("lastUpdated", life.until().truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  @Override
  public String statusField() {
    return "status";
  }
}
