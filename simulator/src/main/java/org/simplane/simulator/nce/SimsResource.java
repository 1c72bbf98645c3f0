// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code /v1/sims}: the list, and changes of many (contract sections 1.2, 1.3 and 5). */
final class SimsResource {

  private static final int LARGEST_PAGE = 100;

  private final NceSims sims;
  private final Duration effectDelay;
  private final Clock clock;

  SimsResource(NceSims sims, Duration effectDelay, Clock clock) {
    this.sims = sims;
    // What waits in a queue takes longer than what is asked for at once (assumed).
    this.effectDelay = effectDelay.multipliedBy(2);
    this.clock = clock;
  }

  Answer answer(Request request) {
    return switch (request.method()) {
      case "GET" -> list(request);
      case "POST" -> changeMany(request);
      default -> error(405, "Method not allowed", request);
    };
  }

  /**
   * A page size above the maximum is cut to it, a page that is no number refused (both assumed).
   */
  private Answer list(Request request) {
    int page;
    int size;
    try {
      page = Integer.parseInt(request.parameter("page").orElse("1"));
      size = Integer.parseInt(request.parameter("pageSize").orElse("10"));
    } catch (NumberFormatException _) {
      return error(400, "page and pageSize are numbers", request);
    }
    if (page < 1 || size < 1) {
      return error(400, "page and pageSize start at 1", request);
    }
    size = Math.min(size, LARGEST_PAGE);
    List<NceSim> found = new ArrayList<>(sims.all());
    found.removeIf(filter(request.parameter("q").orElse("")).negate());
    order(request.parameter("sort").orElse("")).forEach(found::sort);
    long start = (page - 1L) * size;
    ArrayNode body = Json.array();
    found.stream()
        .skip(start)
        .limit(size)
        .flatMap(sim -> sims.find(sim.card().iccid()).stream())
        .forEach(sim -> body.add(SimCardWire.of(sim)));
    return NceAnswers.body(
        body,
        Map.of(
            "X-Total-Count", String.valueOf(found.size()),
            "X-Total-Pages", String.valueOf((found.size() + size - 1) / size),
            "X-Count-Per-Page", String.valueOf(size),
            "X-Current-Page", String.valueOf(page)));
  }

  /**
   * Answers 201 for what is put into the queue. An expired SIM refuses the whole list, an unknown
   * one is passed over (both assumed: the bulk call has no answer per SIM).
   */
  private Answer changeMany(Request request) {
    Map<String, SimUpdate> updates = new LinkedHashMap<>();
    try {
      JsonNode body = Json.MAPPER.readTree(request.body());
      if (!body.isArray()) {
        return error(400, "A list of SIM updates is expected", request);
      }
      for (JsonNode item : body) {
        updates.put(item.path("iccid").asString(""), SimUpdate.of(item));
      }
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()), request);
    }
    List<String> expired =
        updates.keySet().stream()
            .filter(iccid -> sims.find(iccid).filter(NceSim::isExpired).isPresent())
            .toList();
    if (!expired.isEmpty()) {
      return error(422, SimResource.EXPIRED + " " + expired, request);
    }
    Instant now = clock.instant();
    List<Effect> effects = new ArrayList<>();
    updates.forEach((iccid, update) ->
        sims.change(
            iccid,
            sim -> {
              effects.addAll(update.effects(iccid, sim.wanted()));
              return sim.taking(update, now, effectDelay);
            }));
    return NceAnswers.empty(201, effects);
  }

  /**
   * {@code ip_address:127.0.0.1,imei:4711}; the IMEI by its beginning, several filters by "and"
   * (assumed).
   */
  private static Predicate<NceSim> filter(String q) {
    Predicate<NceSim> filter = _ -> true;
    for (String part : q.split(",")) {
      int colon = part.indexOf(':');
      String key = colon < 0 ? "" : part.substring(0, colon).strip();
      String value = part.substring(colon + 1).strip();
      filter =
          switch (key) {
            case "imei" -> filter.and(sim -> imei(sim).startsWith(value));
            case "ip_address" -> filter.and(sim -> sim.card().ipAddress().equals(value));
            default -> filter;
          };
    }
    return filter;
  }

  /**
   * {@code ip_address,-imei}, to be applied last key first. Unknown keys are passed over (assumed).
   */
  private static List<Comparator<NceSim>> order(String sort) {
    List<Comparator<NceSim>> order = new ArrayList<>();
    for (String part : sort.split(",")) {
      boolean down = part.startsWith("-");
      Function<NceSim, String> key =
          switch (down ? part.substring(1) : part) {
            case "imei" -> SimsResource::imei;
            case "ip_address" -> sim -> sim.card().ipAddress();
            default -> _ -> "";
          };
      Comparator<NceSim> comparator = Comparator.comparing(key);
      order.addFirst(down ? comparator.reversed() : comparator);
    }
    return order;
  }

  private static String imei(NceSim sim) {
    String imei = sim.line().imei();
    return imei == null ? "" : imei;
  }

  private Answer error(int status, String message, Request request) {
    return NceAnswers.error(status, message, request, clock.instant());
  }
}
