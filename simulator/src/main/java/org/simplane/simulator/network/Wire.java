// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The NDJSON lines of the server's doors, as docs/own-network.md describes them. */
final class Wire {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Wire() {}

  static String line(NetworkEvent event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", event.id());
    json.put("at", Instant.ofEpochSecond(event.at()).toString());
    json.put("kind", event.kind().name());
    json.put("iccid", Numbers.iccid(event.sim()));
    json.put("imsi", Numbers.imsi(event.sim()));
    json.put("imei", event.imei());
    json.put("plmn", event.network().toString());
    json.put("rat", event.rat());
    json.put("lac_tac", event.area());
    json.put("cell_id", event.cell());
    String country = event.network().mcc();
    if (event.rat().equals("GERAN") || event.rat().equals("UTRAN")) {
      json.put("vlr", country + "00000001");
    }
    json.put("sgsn", country + "00000002");
    json.put("sgsn_ip", "192.0.2." + (1 + event.area() % 254));
    if (event.ip() != null) {
      json.put("ip", event.ip());
      json.put("apn", event.apn());
      json.put("ggsn_ip", "198.51.100.1");
    }
    return json.toString();
  }

  static String line(TextMessage message) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", message.id());
    json.put("at", Instant.ofEpochSecond(message.at()).toString());
    json.put("iccid", Numbers.iccid(message.sim()));
    json.put("imsi", Numbers.imsi(message.sim()));
    json.put("from", Numbers.msisdn(message.sim()));
    json.put("to", message.destination());
    json.put("text", message.text());
    return json.toString();
  }
}
