// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.airlinq;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
 * The assumed API of Airlinq: {@code /oauth/token}, {@code /api/v1/sims}, {@code
 * /api/v1/sims/{iccid}[/state|/usage]}, {@code /api/v1/requests/{id}}. States are changed by
 * requests that are carried out later.
 */
public final class AirlinqWire implements Wire {

  private static final String TOKEN_PATH = "/oauth/token";
  private static final Followed REQUEST =
      new Followed("requestId", "status", "IN_PROGRESS", "COMPLETED", "FAILED", "errorMessage");
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int LARGEST_PAGE = 500;
  private static final Set<String> STATES = Set.of("ACTIVE", "SUSPEND", "CEASE");

  @Override
  public String name() {
    return "airlinq";
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(TOKEN_PATH);
  }

  @Override
  public Answer logIn(Request request, Tokens tokens) {
    return tokens.clientCredentials(request, TOKEN_LIFE, error(401, "Unknown client"));
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, "/api/v1");
    String id = asked.id();
    return switch (asked.what()) {
      case "GET sims" -> list(request, records);
      case "GET sims/*" ->
          records.find(id).map(sim -> Answers.json(200, sim)).orElseGet(AirlinqWire::unknownSim);
      case "POST sims/*/state" -> change(id, Answers.body(request.body()), records);
      case "GET sims/*/usage" ->
          records.find(id).map(sim -> usage(sim, records)).orElseGet(AirlinqWire::unknownSim);
      case "GET requests/*" ->
          records
              .job(id)
              .map(job -> Answers.json(200, REQUEST.of(job, records)))
              .orElseGet(() -> error(404, "No such request"));
      default -> error(404, "No such resource");
    };
  }

  private static Answer list(Request request, Records records) {
    int page = Answers.number(request, "page", 0, 0, Integer.MAX_VALUE);
    int size = Answers.number(request, "size", 20, 1, LARGEST_PAGE);
    ObjectNode body = Answers.object().put("page", page).put("totalElements", records.size());
    body.set("content", Answers.array(records.page((long) page * size, size)));
    return Answers.json(200, body);
  }

  private static Answer change(String iccid, ObjectNode body, Records records) {
    String wanted = body.path("state").asString("");
    if (!STATES.contains(wanted)) {
      throw new IllegalArgumentException("state");
    }
    Optional<ObjectNode> sim = records.find(iccid);
    if (sim.isEmpty()) {
      return unknownSim();
    }
    String before = sim.get().path("state").asString();
    Optional<String> refusal =
        before.equals("CEASE")
            ? Optional.of("The SIM has been given up: it can no longer be changed")
            : Optional.empty();
    Records.Job job = records.accept(iccid, Answers.object().put("state", wanted), refusal);
    return Answers.json(202, REQUEST.accepted(job), new Effect(iccid, "state", before, wanted));
  }

  private static Answer usage(ObjectNode sim, Records records) {
    var start = records.now().truncatedTo(ChronoUnit.DAYS);
    return Answers.json(
        200,
        Answers.object()
            .put("cycleStart", start.minus(20, ChronoUnit.DAYS).toString())
            .put("cycleEnd", start.plus(10, ChronoUnit.DAYS).toString())
            .put("dataKb", sim.path("usedKb").asLong(0))
            .put("dataAllowanceKb", 1024L * 1024 * 1024)
            .put("sms", sim.path("usedSms").asLong(0)));
  }

  private static Answer unknownSim() {
    return Answers.json(404, Answers.object().put("errorMessage", "No such SIM"));
  }

  @Override
  public Answer error(int status, String message) {
    return Answers.json(status, Answers.object().put("errorMessage", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode sim = blank("89999101%011d".formatted(number));
    String state =
        switch (number % 10) {
          case 7 -> "SUSPEND";
          case 8 -> "READY";
          case 9 -> "TEST";
          default -> "ACTIVE";
        };
    return sim.put("state", state)
        .put("alias", "Meter " + number)
        .put("ratePlan", number % 3 == 0 ? "Metering 200" : "Metering 50")
        .put("ipAddress", "100.96.%d.%d".formatted(number / 250, number % 250 + 1))
        .put("usedKb", number * 7919L % 900_000)
        .put("usedSms", number % 5);
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
            .put("imsi", "9990301" + tail)
            .put("msisdn", "8829903" + tail)
            .put("state", "ACTIVE")
            .put("activationDate", "2025-06-01T08:00:00Z")
            .put("ipAddress", "100.96.%d.%d".formatted(tail.hashCode() & 255, 1))
            .put("ratePlan", "Metering 50")
            .put("account", "Demo Utilities")
            .put("networkProvider", "Jio")
            .put("communicationProfile", "DATA-SMS")
            .put("simType", "MFF2");
    sim.putArray("ratTypes").add("LTE").add("NB-IoT");
    sim.putArray("apns").addObject().put("name", "iot.example").put("ip", "10.9.0.1");
    return sim;
  }

  @Override
  public void age(ObjectNode sim, Life life) {
    if (sim.path("state").asString().equals("ACTIVE")) {
      life.use(sim, "usedKb", key(sim), 400);
      life.use(sim, "usedSms", key(sim), 0.1);
    }
  }

  @Override
  public String statusField() {
    return "state";
  }
}
