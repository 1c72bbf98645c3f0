// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.jasper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Messages;
import org.simplane.simulator.backend.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Control Center's automation rules push (contract A.8): a form whose {@code data} is XML, or
 * JSON, with a signature over the timestamp alone. Which of the two forms comes is for the event's
 * id to say, so that a receiver meets both.
 */
final class JasperEvents {

  private static final String NAMESPACE = "http://api.jasperwireless.com/ws/schema";

  private JasperEvents() {}

  /** Of a device whose record has changed. */
  static List<ObjectNode> of(ObjectNode before, ObjectNode after, Instant now) {
    List<ObjectNode> events = new ArrayList<>();
    String iccid = after.path("iccid").asString("");
    if (!before.path("status").equals(after.path("status"))) {
      events.add(
          event(
              "SIM_STATE_CHANGE",
              "SimStateChange",
              now,
              data(iccid)
                  .put("previousState", before.path("status").asString("") + "_NAME")
                  .put("currentState", after.path("status").asString("") + "_NAME")
                  .put("dateChanged", now.toString())));
    }
    boolean was = JasperWire.isInSession(before);
    boolean is = JasperWire.isInSession(after);
    if (was != is) {
      ObjectNode session =
          data(iccid)
              .put("ipAddress", after.path("fixedIPAddress").asString(""))
              .put("dateSessionStarted", after.path("sessionStarted").asString(""));
      if (!is) {
        session.put("dateSessionEnded", after.path("sessionEnded").asString(""));
      }
      events.add(event(is ? "SESSION_START" : "SESSION_STOP", "SessionInfo", now, session));
    }
    if (!before.path("imei").equals(after.path("imei"))) {
      events.add(
          event(
              "IMEI_CHANGE",
              "ImeiChange",
              now,
              data(iccid)
                  .put("previousImei", before.path("imei").asString(""))
                  .put("currentImei", after.path("imei").asString(""))
                  .put("dateChanged", now.toString())));
    }
    return events;
  }

  /** Of a message that a device sent. */
  static ObjectNode of(ObjectNode device, Messages.Message received) {
    byte[] octets = Base64.getDecoder().decode(received.fields().path("octets").asString(""));
    return event(
        "SMS_MO",
        "MoSms",
        received.at(),
        data(device.path("iccid").asString(""))
            .put("accountName", "Demo Rentals")
            .put("msisdn", device.path("msisdn").asString(""))
            .put("messageContent", new String(octets, StandardCharsets.UTF_8))
            .put("smppDataCoding", "0")
            .put("shortCode", "10080")
            .put("receivedTime", received.at().toString()));
  }

  static Wire.Told written(ObjectNode event, String secret) {
    String id = event.path("id").asString("");
    String type = event.path("type").asString("");
    String timestamp = event.path("timestamp").asString("");
    String signature = signature(timestamp, secret);
    if (id.hashCode() % 2 == 0) {
      ObjectNode body =
          Answers.object()
              .put("eventId", id)
              .put("eventType", type)
              .put("timestamp", timestamp)
              .put("signature2", signature);
      body.set("data", event.path("data"));
      return new Wire.Told("application/json", body.toString());
    }
    return new Wire.Told(
        "application/x-www-form-urlencoded",
        "eventId="
            + encoded(id)
            + "&eventType="
            + encoded(type)
            + "&timestamp="
            + encoded(timestamp)
            + "&signature2="
            + encoded(signature)
            + "&data="
            + encoded(xml(event.path("root").asString(""), event.path("data"))));
  }

  private static ObjectNode data(String iccid) {
    return Answers.object().put("iccid", iccid);
  }

  private static ObjectNode event(String type, String root, Instant at, ObjectNode data) {
    ObjectNode event =
        Answers.object()
            .put("id", UUID.randomUUID().toString())
            .put("type", type)
            .put("root", root)
            .put("timestamp", at.toString());
    event.set("data", data);
    return event;
  }

  private static String xml(String root, JsonNode data) {
    return data.properties().stream()
        .map(field ->
            "<%1$s>%2$s</%1$s>".formatted(field.getKey(), escaped(field.getValue().asString(""))))
        .collect(
            Collectors.joining(
                "", "<" + root + " xmlns=\"" + NAMESPACE + "\">", "</" + root + ">"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Base64 of HMAC-SHA256 over the timestamp; without a secret there is none. */
  private static String signature(String timestamp, String secret) {
    if (secret.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }
}
