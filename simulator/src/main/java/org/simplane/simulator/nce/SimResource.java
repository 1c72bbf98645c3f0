// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/sims/{iccid}} and what lies below it (contract section 5). */
final class SimResource {

  /** The text that the documents show for 422. */
  static final String EXPIRED =
      "The following SIMs are expired and cannot be modified via API. Only extensions are permitted";

  private static final int LARGEST_EVENT_PAGE = 1_000;

  private final NceSims sims;
  private final Watch watch;
  private final Orders orders;
  private final SmsResource sms;
  private final Duration effectDelay;
  private final Clock clock;

  SimResource(NceApi.Parts parts, Duration effectDelay, Clock clock) {
    this.sims = parts.sims();
    this.watch = parts.watch();
    this.orders = parts.orders();
    this.sms = new SmsResource(parts.messages(), clock);
    this.effectDelay = effectDelay;
    this.clock = clock;
  }

  /**
   * Answers for one SIM.
   *
   * @param below what follows the ICCID in the path, empty for the SIM itself
   */
  Answer answer(String iccid, String below, Request request) {
    Optional<NceSim> sim = sims.find(iccid);
    if (sim.isEmpty()) {
      return error(404, "SIM " + iccid + " not found", request);
    }
    if (below.equals("sms") || below.startsWith("sms/")) {
      return sms.answer(sim.get(), below.substring(Math.min(below.length(), 4)), request);
    }
    return switch (request.method() + " " + below) {
      case "GET " -> NceAnswers.body(SimCardWire.of(sim.get()));
      case "PUT " -> change(sim.get(), request);
      case "GET status" -> NceAnswers.body(StatusWire.of(sim.get()));
      case "GET quota/data" -> NceAnswers.body(QuotaWire.data(sim.get()));
      case "GET quota/sms" -> NceAnswers.body(QuotaWire.sms(sim.get()));
      case "GET usage" -> NceAnswers.body(UsageWire.of(sim.get(), request));
      case "GET connectivity_info" ->
          NceAnswers.body(ConnectivityWire.of(sim.get(), request, clock.instant()));
      case "GET events" -> events(sim.get(), request);
      case "POST reset" -> reset(sim.get(), request);
      case "POST topup" -> topUp(sim.get(), request);
      default -> error(404, "No such resource", request);
    };
  }

  /** Newest first unless asked otherwise (assumed). */
  private Answer events(NceSim sim, Request request) {
    List<ObjectNode> all = watch.of(sim).stream().map(event -> event.wire(sim.card())).toList();
    if (request.parameter("sort").orElse("").startsWith("timestamp")) {
      all = all.reversed();
    }
    int total = all.size();
    return Paging.page(all, LARGEST_EVENT_PAGE, request)
        .map(page -> {
          ObjectNode body = Json.object();
          body.set("events", page.items());
          body.put("totalEvents", total);
          body.put(
              "totalPages", Integer.parseInt(page.headers().getOrDefault("X-Total-Pages", "0")));
          return NceAnswers.body(body, page.headers());
        })
        .orElseGet(() -> error(400, "page and pageSize are numbers from 1", request));
  }

  private Answer reset(NceSim sim, Request request) {
    String iccid = sim.card().iccid();
    if (sim.isExpired()) {
      return error(422, EXPIRED + " [" + iccid + "]", request);
    }
    watch.wasReset(sim);
    String at = clock.instant().toString();
    return NceAnswers.empty(201, List.of(new Effect(iccid, "reset", "", at)));
  }

  private Answer topUp(NceSim sim, Request request) {
    Answer answer = orders.topUp(List.of(sim.card().iccid()), false, request);
    if (answer.status() == 201) {
      watch.wasToppedUp(sim);
    }
    return answer;
  }

  private Answer change(NceSim sim, Request request) {
    if (sim.isExpired()) {
      return error(422, EXPIRED + " [" + sim.card().iccid() + "]", request);
    }
    SimUpdate update;
    try {
      update = SimUpdate.of(Json.MAPPER.readTree(request.body()));
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()), request);
    }
    String iccid = sim.card().iccid();
    List<Effect> effects = new ArrayList<>();
    sims.change(
        iccid,
        present -> {
          effects.addAll(update.effects(iccid, present.wanted()));
          return present.taking(update, clock.instant(), effectDelay);
        });
    return NceAnswers.empty(200, effects);
  }

  private Answer error(int status, String message, Request request) {
    return NceAnswers.error(status, message, request, clock.instant());
  }
}
