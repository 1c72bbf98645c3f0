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

  private static final Network[] NETWORKS = {
    new Network("999", "01", "Test Network North", "Northland", "xn", "60.000000", "10.000000"),
    new Network("999", "02", "Test Network West", "Westland", "xw", "52.000000", "5.000000"),
    new Network("999", "031", "Test Network South", "Southland", "xs", "41.000000", "12.000000")
  };

  /** A visited network. */
  record Network(
      String mcc,
      String mnc,
      String operator,
      String country,
      String isoCode,
      String latitude,
      String longitude) {

    /** As the stream shows it. */
    ObjectNode wire() {
      ObjectNode wire = Json.object().put("id", Integer.parseInt(mnc)).put("name", operator);
      wire.set("mnc", Json.array().add(mnc));
      wire.set(
          "country",
          Json.object()
              .put("id", 900)
              .put("name", country)
              .put("mcc", mcc)
              .put("iso_code", isoCode));
      return wire;
    }
  }

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
    Network network = network(sim);
    String updated = Json.plain(sessionStart(sim));
    ObjectNode wire =
        Json.object()
            .put("iccid", sim.card().iccid())
            .put("imsi", sim.card().imsi())
            .put("last_updated", updated)
            .put("last_updated_gprs", updated)
            .put("sgsn_number", "99900000" + network.mnc())
            .put("vlr_number", "99900001" + network.mnc())
            .put("msc", "99900001" + network.mnc())
            .put("sgsn_ip_address", "192.0.2." + number(sim) % 250)
            .put("operator_id", network.mnc());
    ObjectNode country = Json.object().put("id", 900).put("name", network.country());
    ObjectNode operator =
        Json.object().put("id", Integer.parseInt(network.mnc())).put("name", network.operator());
    operator.set("country", country.put("iso_code", network.isoCode()));
    wire.set("operator", operator);
    wire.set(
        "country",
        Json.object()
            .put("country_id", "900")
            .put("name", network.country())
            .put("country_code", "999")
            .put("mcc", network.mcc())
            .put("iso_code", network.isoCode())
            .put("latitude", network.latitude())
            .put("longitude", network.longitude()));
    return wire;
  }

  private static ObjectNode pdpContext(NceSim sim) {
    Network network = network(sim);
    Instant created = sessionStart(sim);
    long number = number(sim);
    ObjectNode wire =
        Json.object()
            .put("pdp_context_id", String.valueOf(number))
            .put("imsi", sim.card().imsi())
            .put("gtp_version", "1")
            .put("nsapi", "5")
            .put("created", Json.plain(created))
            .put("mcc", network.mcc())
            .put("mnc", network.mnc())
            .put("operator_id", network.mnc())
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
  static Instant sessionStart(NceSim sim) {
    Instant now = sim.traffic().until();
    long millis = now.toEpochMilli() + sim.rhythm().phase().toMillis();
    return now.minusMillis(Math.floorMod(millis, sim.rhythm().period().toMillis()));
  }

  private static String duration(Duration time) {
    return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  static Network network(NceSim sim) {
    return NETWORKS[(int) (number(sim) % NETWORKS.length)];
  }

  /** The SIM's running number. */
  private static long number(NceSim sim) {
    return Long.parseLong(sim.card().imsi()) % 1_000_000_000L;
  }
}
