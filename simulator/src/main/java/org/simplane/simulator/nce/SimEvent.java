// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Iccid;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened to a SIM (contract sections 5 and 7.3).
 *
 * @param text what the documents show as the event's description
 * @param network the visited one; null where there is none to tell
 */
record SimEvent(
    long id,
    Instant at,
    String iccid,
    Happening type,
    String text,
    StatusWire.@Nullable Network network,
    @Nullable String imei) {

  /** The ids and words of the stream. */
  enum Happening {
    UPDATE_LOCATION(1, "Update location", 0),
    UPDATE_GPRS_LOCATION(2, "Update GPRS location", 0),
    CREATE_PDP_CONTEXT(3, "Create PDP Context", 0),
    DELETE_PDP_CONTEXT(5, "Delete PDP Context", 0),
    SIM_ACTIVATION(8, "SIM activation", 0),
    SIM_SUSPENSION(9, "SIM suspension", 0),
    PURGE_LOCATION(15, "Purge Location", 0),
    PURGE_GPRS_LOCATION(16, "Purge GPRS location", 0),
    DATA_QUOTA_THRESHOLD(18, "Data Quota Threshold reached", 1),
    DATA_QUOTA_USED_UP(19, "Data Quota used up", 1),
    DATA_QUOTA_ASSIGNED(56, "Data Quota Assigned", 0),
    SMS_QUOTA_ASSIGNED(58, "SMS Quota Assigned", 0);

    private final int id;
    private final String word;
    private final int severity;

    Happening(int id, String word, int severity) {
      this.id = id;
      this.word = word;
      this.severity = severity;
    }
  }

  private String severity() {
    return type.severity == 0 ? "Info" : "Warning";
  }

  /** SimEvent of {@code GET /v1/sims/{iccid}/events}. */
  ObjectNode wire(Card card) {
    ObjectNode wire =
        Json.object()
            .put("timestamp", Json.withOffset(at))
            .put("event_type", text)
            .put("iccid", iccid)
            .put("imsi", card.imsi())
            .put("alert", type.severity > 0)
            .put("event_severity", severity());
    if (imei != null) {
      wire.put("imei", imei);
    }
    if (network != null) {
      wire.put("country", network.country())
          .put("operator", network.operator())
          .put("mcc", network.mcc())
          .put("mnc", network.mnc());
    }
    return wire;
  }

  /** The event record of the stream. */
  ObjectNode streamed(Card card) {
    ObjectNode wire = Json.object().put("id", id).put("timestamp", Json.seconds(at));
    wire.set("event_type", Json.object().put("id", type.id).put("description", type.word));
    wire.set(
        "event_severity",
        Json.object()
            .put("id", type.severity)
            .put("description", type.severity > 0 ? "WARN" : "INFO"));
    wire.set("event_source", Json.object().put("id", 0).put("description", "Network"));
    wire.set("organisation", Json.object().put("id", 4567).put("name", "Simulated"));
    wire.put("alert", type.severity > 0).put("description", text).putNull("user");
    wire.set("imsi", Json.object().put("id", 1).put("imsi", card.imsi()));
    wire.set(
        "sim",
        Json.object()
            .put("id", 1)
            .put("iccid", new Iccid(iccid).plusCheckDigit().digits())
            .put("msisdn", card.msisdn()));
    ObjectNode endpoint =
        Json.object().put("id", 8765432).put("name", iccid).put("ip_address", card.ipAddress());
    if (imei != null) {
      endpoint.put("imei", imei);
    }
    wire.set("endpoint", endpoint);
    if (network != null) {
      ObjectNode detail = network.wire();
      if (type == Happening.CREATE_PDP_CONTEXT || type == Happening.DELETE_PDP_CONTEXT) {
        ObjectNode context = detail.putObject("pdp_context");
        context
            .put("apn", "iot.simulated")
            .put("mcc", network.mcc())
            .put("mnc", network.mnc())
            .put("ue_ip_address", card.ipAddress())
            .set("rat_type", Json.object().put("id", 6).put("description", "LTE"));
      }
      wire.set("detail", detail);
    }
    return wire;
  }
}
