// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Duration;
import java.time.Instant;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.nce.Line.Session;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/sims/{iccid}/connectivity_info} (contract section 5): the location in both places
 * where clients look for it.
 */
final class ConnectivityWire {

  private ConnectivityWire() {}

  static ObjectNode of(NceSim sim, Request request, Instant now) {
    ObjectNode wire = Json.object();
    if (flag(request, "subscriber", true)) {
      wire.set("subscriber_info", subscriber(sim, now));
    }
    if (flag(request, "ussd", false)) {
      wire.set(
          "ussd_info", Json.object().put("success", false).put("error", "Request Timeout Error"));
    }
    return wire.put("request_timestamp", Json.withOffset(now))
        .put("reply_timestamp", Json.withOffset(now));
  }

  private static ObjectNode subscriber(NceSim sim, Instant now) {
    if (sim.session() == Session.OFFLINE) {
      return Json.object().put("success", true).put("state", "not_provided_from_vlr");
    }
    ObjectNode location = location(sim, now);
    ObjectNode subscriber = location.deepCopy().put("success", true).put("state", "assumed_idle");
    subscriber.set("location", location);
    return subscriber;
  }

  private static ObjectNode location(NceSim sim, Instant now) {
    StatusWire.Network network = StatusWire.network(sim);
    long number = Long.parseLong(sim.card().imsi()) % 1_000_000_000L;
    ObjectNode location =
        Json.object()
            .put("current_location_retrieved", false)
            .put(
                "age_of_location",
                Math.max(0, Duration.between(StatusWire.sessionStart(sim), now).toMinutes()));
    location.set(
        "cell_global_id",
        Json.object()
            .put("mcc", network.mcc())
            .put("mnc", network.mnc())
            .put("lac", 1000 + number % 60000)
            .put("cid", number % 65000));
    return location;
  }

  /** {@code true} and {@code false}, and {@code 1} and {@code 0}. */
  private static boolean flag(Request request, String name, boolean usual) {
    return request
        .parameter(name)
        .map(value -> value.equals("1") || value.equalsIgnoreCase("true"))
        .orElse(usual);
  }
}
