// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.tmsp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * The assumed API of the Telekom M2M Service Portal: {@code
 * /auth/realms/default/protocol/openid-connect/token}, {@code
 * /iot/connectivity/management/v1/partners/{partner}/sims[/{iccid}[/orders|/usage]]}, {@code
 * .../orders/{id}}. What changes a SIM is an order, which may be taken back until it is carried
 * out.
 */
public final class TmspWire implements Wire {

  private static final String TOKEN_PATH = "/auth/realms/default/protocol/openid-connect/token";
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
  private static final String BASE = "/iot/connectivity/management/v1/partners/4711";
  private static final Followed ORDER =
      new Followed("orderId", "state", "In progress", "Completed", "Rejected", "reason");
  private static final Set<String> STATUSES =
      Set.of("Productive", "Suspended", "Blocked(manually)", "Terminated");
  private static final List<String> CHANGEABLE =
      List.of("status", "tariff", "customerAccount", "simProfile");

  @Override
  public String name() {
    return "tmsp";
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(TOKEN_PATH);
  }

  @Override
  public Answer logIn(Request request, Tokens tokens) {
    return tokens.clientCredentials(request, TOKEN_LIFE, error(401, "Invalid client"));
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, BASE);
    String id = asked.id();
    return switch (asked.what()) {
      case "GET sims" -> list(request, records);
      case "GET sims/*" ->
          records.find(id).map(sim -> Answers.json(200, sim)).orElseGet(this::unknown);
      case "POST sims/*/orders" -> order(id, Answers.body(request.body()), records);
      case "GET sims/*/usage" ->
          records.find(id).map(sim -> usage(sim, records)).orElseGet(this::unknown);
      case "GET orders/*" ->
          records
              .job(id)
              .map(job -> Answers.json(200, ORDER.of(job, records)))
              .orElseGet(this::unknown);
      case "DELETE orders/*" ->
          records.cancel(id) ? Answers.empty(204) : error(409, "The order is carried out");
      default -> error(404, "No such resource");
    };
  }

  private static Answer list(Request request, Records records) {
    int page = Answers.number(request, "page", 0, 0, Integer.MAX_VALUE);
    int size = Answers.number(request, "size", 50, 1, 100);
    ObjectNode body = Answers.object().put("totalCount", records.size());
    body.set("sims", Answers.array(records.page((long) page * size, size)));
    return Answers.json(200, body);
  }

  private Answer order(String iccid, ObjectNode body, Records records) {
    Optional<ObjectNode> sim = records.find(iccid);
    if (sim.isEmpty()) {
      return unknown();
    }
    ObjectNode set = Answers.object();
    List<Effect> effects = new ArrayList<>();
    for (String field : CHANGEABLE) {
      String wanted = body.path(field).asString("");
      if (!wanted.isEmpty()) {
        set.put(field, wanted);
        effects.add(new Effect(iccid, field, sim.get().path(field).asString(""), wanted));
      }
    }
    if (set.isEmpty() || (set.has("status") && !STATUSES.contains(set.path("status").asString()))) {
      return error(400, "Nothing that can be ordered");
    }
    boolean over = Set.of("Terminated", "Deleted").contains(sim.get().path("status").asString());
    Records.Job job =
        records.accept(
            iccid, set, over ? Optional.of("The SIM has been terminated") : Optional.empty());
    return Answers.json(202, ORDER.accepted(job), effects.toArray(Effect[]::new));
  }

  private static Answer usage(ObjectNode sim, Records records) {
    Instant day = records.now().truncatedTo(ChronoUnit.DAYS);
    long cellular = sim.path("usedKb").asLong(0);
    long satellite = sim.path("usedSatelliteKb").asLong(0);
    ObjectNode body =
        Answers.object()
            .put("from", day.minus(14, ChronoUnit.DAYS).toString())
            .put("until", day.plus(16, ChronoUnit.DAYS).toString())
            .put("sms", sim.path("usedSms").asLong(0));
    ObjectNode data = body.putObject("data").put("totalKb", cellular + satellite);
    if (satellite > 0) {
      data.put("cellularKb", cellular).put("satelliteKb", satellite);
    }
    return Answers.json(200, body);
  }

  private Answer unknown() {
    return error(404, "Not found");
  }

  @Override
  public Answer error(int status, String message) {
    return Answers.json(status, Answers.object().put("message", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode sim = blank("89999105%011d".formatted(number));
    String status =
        switch (number % 20) {
          case 3 -> "Suspended";
          case 6 -> "Delivered";
          case 8 -> "On Stock";
          case 11 -> "Ordered";
          case 13 -> "Ordered for Stock";
          case 15 -> "Test";
          case 17 -> "Blocked(automatically)";
          case 19 -> number % 40 == 19 ? "Terminated" : "Undefined";
          default -> "Productive";
        };
    if (number % 10 == 0) {
      sim.put("usedSatelliteKb", number * 3571L % 90_000);
    }
    return sim.put("status", status)
        .put("customLabel", "Wagon " + number)
        .put("tariff", number % 5 == 0 ? "M2M Rail 5 GB" : "M2M Rail 1 GB")
        .put("simType", number % 4 == 0 ? "MFF2" : "4FF")
        .put("ipAddress", "100.100.%d.%d".formatted(number / 250, number % 250 + 1))
        .put("usedKb", number * 6007L % 800_000)
        .put("usedSms", number % 6);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("iccid").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 8));
    ObjectNode sim =
        Answers.object()
            .put("iccid", key)
            .put("imsi", "9990305" + tail)
            .put("msisdn", "8829907" + tail)
            .put("status", "Productive")
            .put("activationDate", "2025-05-01T07:00:00Z")
            .put("ipAddress", "100.100.0.1")
            .put("tariff", "M2M Rail 1 GB")
            .put("customerAccount", "Demo Railways")
            .put("homeNetwork", "Telekom Deutschland")
            .put("serviceProfile", "RAIL")
            .put("simProfile", "Roaming EU")
            .put("simType", "4FF");
    sim.putArray("bearers").add("LTE").add("LTE-M");
    sim.putArray("apns").addObject().put("name", "rail.example").put("ipAddress", "10.8.0.1");
    return sim;
  }

  @Override
  public void age(ObjectNode sim, Life life) {
    if (Set.of("Productive", "Test").contains(sim.path("status").asString())) {
      life.use(sim, "usedKb", key(sim), 900);
      life.use(sim, "usedSms", key(sim), 0.2);
      if (sim.has("usedSatelliteKb")) {
        life.use(sim, "usedSatelliteKb", key(sim), 90);
      }
    }
  }

  @Override
  public String statusField() {
    return "status";
  }
}
