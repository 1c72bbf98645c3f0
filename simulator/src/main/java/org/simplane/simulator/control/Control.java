// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP control of the simulated platforms, for loopback only. Plain data in and out, so that it
 * can be mounted in any server.
 *
 * <pre>
 * GET    /control                        the platforms
 * GET    /control/{platform}/account     {"platform":"jasper","title":"...","settings":{...}}
 * POST   /control/{platform}/reset
 * POST   /control/{platform}/faults      {"fault":"THROTTLED","times":3,"path":"/sims","seconds":2}
 * DELETE /control/{platform}/faults      heals, and opens the port
 * PUT    /control/{platform}/pace        {"pace":10}
 * PUT    /control/{platform}/pushes      {"url":"http://127.0.0.1:8080/...","authorization":"Basic ..."}
 * PUT    /control/{platform}/sims/{id}   fields in the platform's own words
 * GET    /control/{platform}/requests?limit=100
 * </pre>
 */
public final class Control {

  private final Map<String, Controlled> platforms;

  private final Map<String, Account> accounts;

  public Control(List<? extends Controlled> platforms) {
    this(platforms, Map.of());
  }

  /**
   * @param accounts by platform, for those that have one to show
   */
  public Control(List<? extends Controlled> platforms, Map<String, Account> accounts) {
    this.platforms =
        platforms.stream().collect(Collectors.toMap(Controlled::name, Function.identity()));
    this.accounts = Map.copyOf(accounts);
  }

  /** Never throws for what a caller sends; 204 has no body. */
  public Answer answer(Request request) {
    List<String> path = Arrays.stream(request.path().split("/")).filter(s -> !s.isEmpty()).toList();
    if (path.isEmpty() || !path.getFirst().equals("control") || path.size() > 4) {
      return Json.problem(404, "No such control: " + request.path());
    }
    if (path.size() == 1) {
      return Json.answer(
          200, Json.MAPPER.valueToTree(platforms.keySet().stream().sorted().toList()));
    }
    Controlled platform = platforms.get(path.get(1));
    if (platform == null) {
      return Json.problem(
          404, "No platform '" + path.get(1) + "'; there are " + platforms.keySet());
    }
    String deed = path.stream().skip(2).limit(1).findFirst().orElse("");
    Optional<String> id = path.stream().skip(3).findFirst();
    try {
      return answer(platform, request, request.method() + " " + deed, id);
    } catch (IllegalArgumentException e) {
      return Json.problem(400, String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return Json.problem(400, "The body is not JSON: " + e.getOriginalMessage());
    }
  }

  private Answer answer(Controlled platform, Request request, String deed, Optional<String> id) {
    switch (id.isPresent() ? deed + "/" : deed) {
      case "POST reset" -> platform.reset();
      case "POST faults" -> platform.fail(fault(Json.MAPPER.readTree(request.body())));
      case "DELETE faults" -> platform.heal();
      case "PUT pace" -> platform.pace(pace(Json.MAPPER.readTree(request.body())));
      case "PUT pushes" -> pushTo(platform, Json.MAPPER.readTree(request.body()));
      case "PUT sims/" -> platform.put(id.orElseThrow(), Json.MAPPER.readTree(request.body()));
      case "GET account" -> {
        Account account = accounts.get(platform.name());
        return account == null
            ? Json.problem(404, platform.name() + " has no account to show")
            : Json.answer(200, Json.MAPPER.valueToTree(account));
      }
      case "GET requests" -> {
        int limit = request.parameter("limit").map(Integer::parseInt).orElse(100);
        return Json.answer(200, Json.MAPPER.valueToTree(platform.requests(limit)));
      }
      default -> {
        return Json.problem(404, "No such control: " + request.method() + " " + request.path());
      }
    }
    return Answer.of(204, Map.of(), "");
  }

  private static PlannedFault fault(JsonNode body) {
    if (!(body instanceof ObjectNode)) {
      throw new IllegalArgumentException("A fault is a JSON object with the field 'fault'");
    }
    Fault fault = Fault.valueOf(body.path("fault").asString("").toUpperCase(Locale.ROOT));
    PlannedFault usual = PlannedFault.next(fault, body.path("times").asInt(1));
    Duration delay =
        body.has("seconds")
            ? Duration.ofMillis(Math.round(body.path("seconds").asDouble(0) * 1000))
            : fault == Fault.HANG || fault == Fault.HALF_ANSWER ? Duration.ZERO : usual.delay();
    Optional<String> path = Optional.of(body.path("path").asString("")).filter(p -> !p.isEmpty());
    return new PlannedFault(fault, usual.times(), path, delay);
  }

  private static void pushTo(Controlled platform, JsonNode body) {
    String url = body.path("url").asString("");
    platform.pushTo(
        Optional.of(url).filter(text -> !text.isEmpty()).map(URI::create),
        body.path("authorization").asString(""));
  }

  private static double pace(JsonNode body) {
    double pace = body.path("pace").asDouble(-1);
    if (!(pace >= 0 && pace <= 1_000_000)) {
      throw new IllegalArgumentException("'pace' is a number from 0 to 1000000");
    }
    return pace;
  }
}
