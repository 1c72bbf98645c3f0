// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.stc;

import java.time.Duration;
import java.time.Instant;
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
 * The assumed API of STC ConnectME: {@code /connectme/api/login} with user and password as JSON,
 * {@code /connectme/api/v2/subscriptions[/{iccid}[/status|/consumption]]}, {@code /tickets/{id}}.
 * Statuses are changed by tickets.
 */
public final class StcWire implements Wire {

  private static final String LOGIN_PATH = "/connectme/api/login";
  private static final Followed TICKET =
      new Followed("ticket", "state", "PENDING", "DONE", "REJECTED", "reason");
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(30);
  private static final Set<String> STATUSES = Set.of("ACTIVE", "SUSPENDED");

  @Override
  public String name() {
    return "stc";
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(LOGIN_PATH);
  }

  @Override
  public Answer logIn(Request request, Tokens tokens) {
    ObjectNode body = Answers.body(request.body());
    if (!tokens.isAccount(body.path("username").asString(""), body.path("password").asString(""))) {
      return error(401, "Wrong user or password");
    }
    return data(
        200,
        Answers.object()
            .put("accessToken", tokens.issue(TOKEN_LIFE))
            .put("expiresInSeconds", TOKEN_LIFE.toSeconds()));
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, "/connectme/api/v2");
    String id = asked.id();
    return switch (asked.what()) {
      case "GET subscriptions" -> list(request, records);
      case "GET subscriptions/*" ->
          records.find(id).map(sim -> data(200, sim)).orElseGet(this::unknown);
      case "PUT subscriptions/*/status" -> change(id, Answers.body(request.body()), records);
      case "GET subscriptions/*/consumption" ->
          records.find(id).map(sim -> consumption(sim, records)).orElseGet(this::unknown);
      case "GET tickets/*" ->
          records.job(id).map(job -> data(200, TICKET.of(job, records))).orElseGet(this::unknown);
      default -> error(404, "No such resource");
    };
  }

  private static Answer list(Request request, Records records) {
    int offset = Answers.number(request, "offset", 0, 0, Integer.MAX_VALUE);
    int limit = Answers.number(request, "limit", 50, 1, 200);
    ObjectNode page = Answers.object().put("total", records.size());
    page.set("subscriptions", Answers.array(records.page(offset, limit)));
    return data(200, page);
  }

  private Answer change(String iccid, ObjectNode body, Records records) {
    String wanted = body.path("status").asString("");
    if (!STATUSES.contains(wanted)) {
      return error(400, "This status cannot be asked for");
    }
    Optional<ObjectNode> sim = records.find(iccid);
    if (sim.isEmpty()) {
      return unknown();
    }
    String before = sim.get().at("/status/code").asString();
    Optional<String> refusal =
        Set.of("TERMINATED", "BLOCKED").contains(before)
            ? Optional.of("The subscription is " + before)
            : Optional.empty();
    Records.Job job = records.accept(iccid, status(wanted), refusal);
    return Answers.json(
        202, wrapped(TICKET.accepted(job)), new Effect(iccid, "status", before, wanted));
  }

  private static Answer consumption(ObjectNode sim, Records records) {
    Instant day = records.now().truncatedTo(ChronoUnit.DAYS);
    return data(
        200,
        Answers.object()
            .put("from", day.minus(12, ChronoUnit.DAYS).toString())
            .put("until", day.plus(18, ChronoUnit.DAYS).toString())
            .put("bytes", sim.path("usedBytes").asLong(0))
            .put("messages", sim.path("usedMessages").asLong(0)));
  }

  private Answer unknown() {
    return error(404, "Not found");
  }

  private static Answer data(int status, ObjectNode data) {
    return Answers.json(status, wrapped(data));
  }

  private static ObjectNode wrapped(ObjectNode data) {
    ObjectNode body = Answers.object();
    body.set("data", data);
    return body;
  }

  @Override
  public Answer error(int status, String message) {
    ObjectNode body = Answers.object();
    body.putObject("error").put("message", message);
    return Answers.json(status, body);
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode sim = blank("89999102%011d".formatted(number));
    String code =
        switch (number % 12) {
          case 5 -> "SUSPENDED";
          case 8 -> "INACTIVE";
          case 11 -> number % 24 == 11 ? "BLOCKED" : "TERMINATED";
          default -> "ACTIVE";
        };
    sim.setAll(status(code));
    ((ObjectNode) sim.path("plan")).put("name", number % 4 == 0 ? "Fleet 2000" : "Fleet 500");
    ((ObjectNode) sim.path("device"))
        .put("ipAddress", "100.97.%d.%d".formatted(number / 250, number % 250 + 1));
    return sim.put("nickname", "Truck " + number)
        .put("usedBytes", number * 104_729L % 700_000_000)
        .put("usedMessages", number % 9);
  }

  private static ObjectNode status(String code) {
    ObjectNode status = Answers.object();
    status.putObject("status").put("code", code);
    return status;
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.at("/sim/iccid").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 8));
    ObjectNode sim =
        Answers.object().put("msisdn", "8829904" + tail).put("activatedAt", "2025-02-01T05:00:00Z");
    sim.putObject("sim").put("iccid", key).put("imsi", "9990302" + tail);
    sim.putObject("device").put("ipAddress", "100.97.0.1");
    sim.setAll(status("ACTIVE"));
    sim.putObject("plan").put("name", "Fleet 500");
    sim.putObject("customer").put("name", "Demo Logistics");
    ObjectNode connectivity = sim.putObject("connectivity");
    connectivity.put("operator", "STC").put("profile", "FLEET").put("technologies", "LTE");
    connectivity.putArray("apns").add("fleet.example");
    return sim;
  }

  @Override
  public void age(ObjectNode sim, Life life) {
    if (sim.at("/status/code").asString().equals("ACTIVE")) {
      life.use(sim, "usedBytes", key(sim), 2_000_000);
      life.use(sim, "usedMessages", key(sim), 0.5);
    }
  }

  @Override
  public String statusField() {
    return "code";
  }
}
