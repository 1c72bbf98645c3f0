// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.simplane.notification.Outbox.StoredEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects of the data stream. What is not known is left out. */
final class StreamObjects {

  /** Numbers and names of the operator's table, by our kinds of network events. */
  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("ATTACH", new Type(1, "Update location")),
          Map.entry("LOCATION_UPDATE", new Type(2, "Update GPRS location")),
          Map.entry("SESSION_START", new Type(3, "Create PDP Context")),
          Map.entry("SESSION_UPDATE", new Type(4, "Update PDP Context")),
          Map.entry("SESSION_END", new Type(5, "Delete PDP Context")),
          Map.entry("AUTHENTICATION_FAILURE", new Type(6, "User authentication failed")),
          Map.entry("STATUS_CHANGE", new Type(9, "SIM suspension")),
          Map.entry("BLOCKED", new Type(11, "Endpoint blocked")),
          Map.entry("DETACH", new Type(15, "Purge Location")),
          Map.entry("QUOTA_THRESHOLD", new Type(18, "Data Quota Threshold reached")),
          Map.entry("QUOTA_EXHAUSTED", new Type(19, "Data Quota used up")),
          Map.entry("RELEASED", new Type(50, "SIM Released")),
          Map.entry("ASSIGNED", new Type(51, "SIM Assigned")),
          Map.entry("QUOTA_ENABLED", new Type(52, "Data Quota Enabled")));

  private static final Type GENERIC = new Type(0, "Generic");

  private record Type(int id, String description) {}

  private StreamObjects() {}

  static ObjectNode event(StoredEvent event) {
    JsonNode body = event.body();
    String kind = body.path("kind").asString("");
    Type type = TYPES.getOrDefault(kind, GENERIC);
    boolean warning =
        kind.startsWith("QUOTA_T") || kind.startsWith("QUOTA_EX") || kind.equals("BLOCKED");
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("id", body.path("id").asLong(event.position().id()));
    object.put("timestamp", seconds(body.path("at").asString(event.at().toString())));
    object.set("event_type", pair(type.id(), type.description()));
    object.set("event_severity", warning ? pair(1, "WARN") : pair(0, "INFO"));
    object.set("event_source", type.id() >= 8 ? pair(1, "Policy Control") : pair(0, "Network"));
    object.putObject("organisation").put("id", event.organisation());
    object.put("alert", warning);
    object.put("description", type.description());
    object.putNull("user");
    subject(object, event);
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    network(detail, body);
    if (body.path("detail").isObject()) {
      detail.set("pdp_context", body.path("detail"));
    }
    if (!detail.isEmpty()) {
      object.set("detail", detail);
    }
    return object;
  }

  static ObjectNode usage(StoredEvent event) {
    JsonNode body = event.body();
    boolean message = body.path("type").asString("").startsWith("SMS");
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("id", body.path("record").asLong(event.position().id()));
    object.put("start_timestamp", seconds(body.path("startedAt").asString(event.at().toString())));
    object.put("end_timestamp", seconds(body.path("endedAt").asString(event.at().toString())));
    long up = body.path("bytesUp").asLong(0);
    long down = body.path("bytesDown").asLong(0);
    ObjectNode volume = object.putObject("volume");
    volume.put("total", message ? 1 : megabytes(up + down));
    volume.put("tx", message ? 0 : megabytes(up));
    volume.put("rx", message ? 0 : megabytes(down));
    object.set("traffic_type", message ? pair(6, "SMS") : pair(5, "Data"));
    network(object, body);
    subject(object, event);
    object.putObject("organisation").put("id", event.organisation());
    object.put("imsi", body.path("imsi").asString("")); // a text here, an object in events
    return object;
  }

  private static double megabytes(long bytes) {
    return bytes / 1024.0 / 1024.0;
  }

  private static void subject(ObjectNode object, StoredEvent event) {
    JsonNode body = event.body();
    String iccid = body.path("iccid").asString(event.subjectName());
    String shown = iccid.length() == 20 ? iccid.substring(0, 19) : iccid;
    if (body.has("imsi")) {
      object.putObject("imsi").put("imsi", body.path("imsi").asString());
    }
    ObjectNode sim = object.putObject("sim").put("id", event.subjectId()).put("iccid", shown);
    copy(body, "msisdn", sim, "msisdn");
    ObjectNode endpoint =
        object.putObject("endpoint").put("id", event.subjectId()).put("name", shown);
    copy(body, "ipAddress", endpoint, "ip_address");
    copy(body, "imei", endpoint, "imei");
  }

  private static void network(ObjectNode object, JsonNode body) {
    String plmn = body.path("network").asString("");
    if (plmn.length() > 3) {
      ObjectNode operator = object.putObject("operator");
      copy(body, "operatorName", operator, "name");
      operator.putArray("mnc").add(plmn.substring(3).replace("-", ""));
      ObjectNode country = operator.putObject("country").put("mcc", plmn.substring(0, 3));
      copy(body, "countryName", country, "name");
      copy(body, "countryIso", country, "iso_code");
      copy(body, "countryCode", country, "country_code");
    }
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.has(field)) {
      to.put(name, from.path(field).asString());
    }
  }

  private static ObjectNode pair(int id, String description) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("description", description);
  }

  /** As in {@code 2019-01-21T09:36:17Z}. */
  private static String seconds(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
