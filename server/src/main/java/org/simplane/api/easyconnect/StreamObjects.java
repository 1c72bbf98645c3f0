// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects of the data stream. What is not known is left out. */
final class StreamObjects {

  private StreamObjects() {}

  static EventObject event(StoredEvent event) {
    JsonNode body = event.body();
    NetworkEvent happened =
        new NetworkEvent(
            body.path("id").asLong(event.position().id()),
            Instant.parse(body.path("at").asString(event.at().toString())),
            event.subjectId(),
            body.path("kind").asString(""),
            source(body.path("source").asString("")),
            Optional.of(body.path("network").asString(""))
                .filter(text -> text.length() > 3)
                .map(Plmn::of),
            text(body, "rat"),
            text(body, "imei").map(Imei::of),
            detail(body.path("detail")));
    return EventObject.of(
        happened,
        new EventObject.Subject(
            event.subjectId(),
            event.organisation(),
            iccid(event),
            text(body, "imsi").orElse(null),
            text(body, "msisdn").orElse(null),
            text(body, "ipAddress").orElse(null),
            text(body, "imei").orElse(null)));
  }

  private static NetworkEvent.Source source(String word) {
    return word.isEmpty() ? NetworkEvent.Source.NETWORK : NetworkEvent.Source.valueOf(word);
  }

  private static Map<String, String> detail(JsonNode told) {
    Map<String, String> detail = new HashMap<>();
    told.properties()
        .forEach(entry -> {
          if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
            detail.put(entry.getKey(), entry.getValue().asString());
          }
        });
    return detail;
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.of(body.path(field).asString("")).filter(text -> !text.isEmpty());
  }

  private static String iccid(StoredEvent event) {
    String iccid = event.body().path("iccid").asString(event.subjectName());
    return iccid.length() == 20 ? iccid.substring(0, 19) : iccid;
  }

  /** The stream has numbers for data and messages alone; what is tried on demand has no bearer. */
  static boolean isStreamed(StoredEvent event) {
    String bearer = event.body().path("bearer").asString("SMS");
    return bearer.equals("SMS") || bearer.equals("GPRS_EDGE") || bearer.equals("UMTS_3G");
  }

  static ObjectNode usage(StoredEvent event) {
    JsonNode body = event.body();
    boolean message = body.path("bearer").asString("").equals("SMS");
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("id", event.position().id()); // records have no number that is theirs alone
    object.put("start_timestamp", seconds(body.path("startedAt").asString(event.at().toString())));
    object.put("end_timestamp", seconds(body.path("endedAt").asString(event.at().toString())));
    long up = body.path("bytesUp").asLong(0);
    long down = body.path("bytesDown").asLong(0);
    ObjectNode volume = object.putObject("volume");
    volume.put("total", message ? 1 : megabytes(up + down));
    // Of messages, tx is what the device sent.
    boolean fromDevice = body.path("direction").asString("").equals("MOBILE_ORIGINATED");
    volume.put("tx", message ? (fromDevice ? 1 : 0) : megabytes(up));
    volume.put("rx", message ? (fromDevice ? 0 : 1) : megabytes(down));
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
    String shown = iccid(event);
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
