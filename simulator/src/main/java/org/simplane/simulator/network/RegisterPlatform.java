// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.control.SimulatedPlatform;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wire of the subscriber register, and of the card maker's delivery file.
 *
 * <pre>
 * POST /register/v1/commands              an array of commands; answers an array of {"id","result","message"} in their order
 * POST /sms/v1/messages                  an array of messages for devices; answers an array of {"id","result","message"}
 * GET  /register/v1/subscribers/{imsi}    what the register has; an ICCID will do
 * GET  /fleet/v1/sims.csv?from=0&amp;count=N  the delivery file; what is left out means all, 100,000 at most
 * GET  /fleet/v1/status
 * </pre>
 */
final class RegisterPlatform implements SimulatedPlatform {

  static final String NAME = "register";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> JSON_HEADERS =
      Map.of("Content-Type", "application/json");
  private static final String SUBSCRIBERS = "/register/v1/subscribers/";
  private static final int MOST_COMMANDS = 10_000;

  private final Fleet fleet;
  private final MessageCentre messages;
  private final DeliveryFile delivery;

  RegisterPlatform(Fleet fleet, MessageCentre messages, DeliveryFile delivery) {
    this.fleet = fleet;
    this.messages = messages;
    this.delivery = delivery;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer answer(Request request) {
    try {
      if (request.method().equals("POST") && request.path().equals("/register/v1/commands")) {
        return commands(JSON.readTree(request.body()));
      }
      if (request.method().equals("POST") && request.path().equals("/sms/v1/messages")) {
        return messages(JSON.readTree(request.body()));
      }
      if (request.method().equals("GET") && request.path().startsWith(SUBSCRIBERS)) {
        return subscriber(request.path().substring(SUBSCRIBERS.length()));
      }
      if (request.method().equals("GET") && request.path().equals("/fleet/v1/sims.csv")) {
        return delivery(request);
      }
      if (request.method().equals("GET") && request.path().equals("/fleet/v1/status")) {
        return Answer.of(200, JSON_HEADERS, status().toString());
      }
      return problem(404, "Not here: " + request.method() + " " + request.path());
    } catch (JacksonException e) {
      return problem(400, "The body is not JSON: " + e.getOriginalMessage());
    } catch (NumberFormatException e) {
      return problem(400, "'from' and 'count' are numbers");
    }
  }

  private Answer commands(JsonNode body) {
    if (!body.isArray() || body.size() > MOST_COMMANDS) {
      return problem(400, "The body is an array of at most " + MOST_COMMANDS + " commands");
    }
    List<Command> commands = new ArrayList<>(body.size());
    body.forEach(item -> commands.add(Command.of(item)));
    List<Fleet.Obeyed> results = fleet.obey(commands);
    ArrayNode answers = JSON.createArrayNode();
    List<Effect> effects = new ArrayList<>();
    for (Fleet.Obeyed obeyed : results) {
      Command.Answer answer = obeyed.answer();
      answers
          .addObject()
          .put("id", answer.id())
          .put("result", answer.result().name())
          .put("message", answer.message());
      effects.addAll(obeyed.effects());
    }
    return new Answer(200, JSON_HEADERS, answers.toString(), effects);
  }

  private Answer messages(JsonNode body) {
    if (!body.isArray() || body.size() > MOST_COMMANDS) {
      return problem(400, "The body is an array of at most " + MOST_COMMANDS + " messages");
    }
    List<ShortMessage> taken = body.valueStream().map(ShortMessage::of).toList();
    ArrayNode answers = JSON.createArrayNode();
    List<Effect> effects = new ArrayList<>();
    List<ShortMessage.Answer> results = messages.take(taken);
    for (int i = 0; i < taken.size(); i++) {
      ShortMessage.Answer answer = results.get(i);
      answers
          .addObject()
          .put("id", answer.id())
          .put("result", answer.result().name())
          .put("message", answer.message());
      if (answer.result() == ShortMessage.Result.DELIVERED && answer.message().isEmpty()) {
        effects.add(new Effect(taken.get(i).card(), "sms", "", answer.id()));
      }
    }
    return new Answer(200, JSON_HEADERS, answers.toString(), effects);
  }

  private Answer subscriber(String card) {
    OptionalInt sim = fleet.sim(card);
    if (sim.isEmpty()) {
      return problem(404, "No card '" + card + "'");
    }
    return Answer.of(200, JSON_HEADERS, json(fleet.subscriber(sim.getAsInt())).toString());
  }

  private static ObjectNode json(Fleet.Subscriber subscriber) {
    ObjectNode json = JSON.createObjectNode();
    json.put("iccid", subscriber.iccid());
    json.put("imsi", subscriber.imsi());
    json.put("state", subscriber.state().name());
    json.put("version", subscriber.version());
    subscriber.barred().forEach(json.putArray("barred")::add);
    json.put("barred_version", subscriber.barredVersion());
    json.put("presence", subscriber.presence());
    json.put("imei", subscriber.imei());
    return json;
  }

  private Answer delivery(Request request) {
    int from =
        Math.clamp(request.parameter("from").map(Integer::parseInt).orElse(0), 0, fleet.size());
    int count = request.parameter("count").map(Integer::parseInt).orElse(fleet.size());
    int end = (int) Math.min(fleet.size(), from + (long) Math.clamp(count, 0, DeliveryFile.MOST));
    return Answer.of(
        200,
        Map.of("Content-Type", "text/csv; charset=utf-8"),
        delivery.csv(IntStream.range(from, end)));
  }

  private ObjectNode status() {
    ObjectNode json = JSON.createObjectNode();
    json.put("size", fleet.size());
    json.put("pace", fleet.pace());
    for (FleetState.Total total : FleetState.Total.values()) {
      if (total.isShown()) {
        json.put(total.name().toLowerCase(Locale.ROOT), fleet.total(total));
      }
    }
    return json;
  }

  private static Answer problem(int status, String message) {
    return Answer.of(
        status, JSON_HEADERS, JSON.createObjectNode().put("message", message).toString());
  }

  @Override
  public boolean isLogIn(Request request) {
    return false;
  }

  /** There are none: the register listens on loopback, to one server. */
  @Override
  public void expireTokens() {}

  @Override
  public Answer refusal(int status, Request request) {
    return problem(status, "The register does not serve this now");
  }

  @Override
  public Answer distort(Fault fault, Answer answer) {
    return answer.withBody(
        switch (fault) {
          case EXTRA_FIELD -> answer.body().replace("\"result\":", "\"novelty\":1,\"result\":");
          case UNKNOWN_STATE_WORD -> answer.body().replace("\"DONE\"", "\"PERHAPS\"");
          case REFUSE_CONNECTION,
              SLOW,
              TIMEOUT_BEFORE_EFFECT,
              TIMEOUT_AFTER_EFFECT,
              HANG,
              HALF_ANSWER,
              FEW_CALLS_LEFT,
              THROTTLED,
              SERVER_ERROR,
              BROKEN_BODY,
              EXPIRED_TOKEN ->
              answer.body();
        });
  }
}
