// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code /v1/sims/{iccid}/sms} (contract section 6). */
final class SmsResource {

  private static final int LARGEST_PAGE = 100;

  private final Messages messages;
  private final Clock clock;

  SmsResource(Messages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Answers for the messages of one SIM.
   *
   * @param id empty for all of them
   */
  Answer answer(NceSim sim, String id, Request request) {
    if (id.isEmpty()) {
      return switch (request.method()) {
        case "GET" -> list(sim, request);
        case "POST" -> submit(sim, request);
        default -> error(405, "Method not allowed", request);
      };
    }
    Optional<Message> message = messages.find(sim.card().iccid(), id);
    if (message.isEmpty()) {
      return error(404, "SMS " + id + " not found", request);
    }
    return switch (request.method()) {
      case "GET" -> NceAnswers.body(message.get().wire(sim.card()));
      case "DELETE" -> cancel(message.get(), request);
      default -> error(405, "Method not allowed", request);
    };
  }

  private Answer list(NceSim sim, Request request) {
    List<JsonNode> all = new ArrayList<>();
    messages.of(sim.card().iccid()).forEach(message -> all.add(message.wire(sim.card())));
    return Paging.page(all, LARGEST_PAGE, request)
        .map(page -> NceAnswers.body(page.items(), page.headers()))
        .orElseGet(() -> error(400, "page and pageSize are numbers from 1", request));
  }

  private Answer submit(NceSim sim, Request request) {
    if (sim.isExpired()) {
      return error(422, SimResource.EXPIRED + " [" + sim.card().iccid() + "]", request);
    }
    try {
      String iccid = sim.card().iccid();
      Message taken = messages.submit(iccid, Json.MAPPER.readTree(request.body()));
      Answer empty =
          NceAnswers.empty(201, List.of(new Effect(iccid, "sms", "", String.valueOf(taken.id()))));
      Map<String, String> headers = new HashMap<>(empty.headers());
      // The real one shows an internal host: only the path can be relied on.
      headers.put(
          "Location",
          "http://sim-management.internal:8080/management-api/v1/sims/"
              + iccid
              + "/sms/"
              + taken.id());
      return new Answer(201, headers, "", empty.effects());
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()), request);
    }
  }

  /** A message that is not buffered any more is refused (assumed). */
  private Answer cancel(Message message, Request request) {
    return messages.cancel(message)
        ? NceAnswers.empty(
            204,
            List.of(new Effect(message.iccid(), "sms", String.valueOf(message.id()), "CANCELED")))
        : error(400, "SMS " + message.id() + " is not buffered", request);
  }

  private Answer error(int status, String message, Request request) {
    return NceAnswers.error(status, message, request, clock.instant());
  }
}
