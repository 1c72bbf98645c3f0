// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Duration;
import java.time.Instant;
import org.simplane.simulator.nce.Line.Session;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a SIM is (contract section 5, {@code /status}). The networks are made up: MCC 999 is
 * nobody's.
 */
final class StatusWire {

  private static final String[][] NETWORKS = {
    {"999", "01", "Test Network North", "Northland", "xn", "60.000000", "10.000000"},
    {"999", "02", "Test Network West", "Westland", "xw", "52.000000", "5.000000"},
    {"999", "031", "Test Network South", "Southland", "xs", "41.000000", "12.000000"}
  };

  private StatusWire() {}

  static ObjectNode of(NceSim sim) {
    Session session = sim.session();
    ObjectNode wire = Json.object().put("status", session.name());
    if (session != Session.OFFLINE) {
      wire.set("location", location(sim));
    }
    if (session == Session.ONLINE) {
      wire.set("pdp_context", pdpContext(sim));
    }
    wire.set("services", Json.array().add("GPRS"));
    return wire;
  }

  private static ObjectNode location(NceSim sim) {
    String[] network = network(sim);
    String updated = Json.plain(sessionStart(sim));
    ObjectNode wire =
        Json.object()
            .put("iccid", sim.card().iccid())
            .put("imsi", sim.card().imsi())
            .put("last_updated", updated)
            .put("last_updated_gprs", updated)
            .put("sgsn_number", "99900000" + network[1])
            .put("vlr_number", "99900001" + network[1])
            .put("msc", "99900001" + network[1])
            .put("sgsn_ip_address", "192.0.2." + number(sim) % 250)
            .put("operator_id", network[1]);
    ObjectNode country = Json.object().put("id", 900).put("name", network[3]);
    ObjectNode operator =
        Json.object().put("id", Integer.parseInt(network[1])).put("name", network[2]);
    operator.set("country", country.put("iso_code", network[4]));
    wire.set("operator", operator);
    wire.set(
        "country",
        Json.object()
            .put("country_id", "900")
            .put("name", network[3])
            .put("country_code", "999")
            .put("mcc", network[0])
            .put("iso_code", network[4])
            .put("latitude", network[5])
            .put("longitude", network[6]));
    return wire;
  }

  private static ObjectNode pdpContext(NceSim sim) {
    String[] network = network(sim);
    Instant created = sessionStart(sim);
    long number = number(sim);
    ObjectNode wire =
        Json.object()
            .put("pdp_context_id", String.valueOf(number))
            .put("imsi", sim.card().imsi())
            .put("gtp_version", "1")
            .put("nsapi", "5")
            .put("created", Json.plain(created))
            .put("mcc", network[0])
            .put("mnc", network[1])
            .put("operator_id", network[1])
            .put("lac", String.valueOf(1000 + number % 60000))
            .put("ci", String.valueOf(number % 65000))
            .put("ue_ip_address", sim.card().ipAddress())
            .put("duration", duration(Duration.between(created, sim.traffic().until())));
    if (sim.line().imei() != null) {
      wire.put("imeisv", sim.line().imei());
    }
    wire.set("rat_type", Json.object().put("rat_type_id", "6").put("description", "LTE"));
    return wire;
  }

  /** When the device last came online; never in the future. */
  private static Instant sessionStart(NceSim sim) {
    Instant now = sim.traffic().until();
    long millis = now.toEpochMilli() + sim.rhythm().phase().toMillis();
    return now.minusMillis(Math.floorMod(millis, sim.rhythm().period().toMillis()));
  }

  private static String duration(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  private static String[] network(NceSim sim) {
    return NETWORKS[(int) (number(sim) % NETWORKS.length)];
  }

  /** The SIM's running number. */
  private static long number(NceSim sim) {
    return Long.parseLong(sim.card().imsi()) % 1_000_000_000L;
  }
}
