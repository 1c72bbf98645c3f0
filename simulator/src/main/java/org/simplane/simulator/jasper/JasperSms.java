// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.jasper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Messages;
import org.simplane.simulator.backend.Messages.Message;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Control Center's short messages (contract A.6): send, search by time, details. */
final class JasperSms {

  private static final Set<Integer> CODINGS = Set.of(0, 1, 3, 4, 8);
  private static final int LONGEST_WITHOUT_CODING = 320;
  private static final Duration USUAL_LIFE = Duration.ofHours(24);

  private JasperSms() {}

  /** {@code POST /devices/{iccid}/smsMessages}. */
  static Answer send(ObjectNode device, Request request, Records records) {
    ObjectNode body = Answers.body(request.body());
    String text = body.path("messageText").asString("");
    int coding = body.path("dataCoding").asInt(0);
    boolean base64 = body.path("messageEncoding").asString("LITERAL").equals("BASE64");
    if (!Set.of("LITERAL", "BASE64").contains(body.path("messageEncoding").asString("LITERAL"))) {
      return JasperWire.error(400, "Invalid messageEncoding.", "10000017");
    }
    if (!CODINGS.contains(coding)) {
      return JasperWire.error(400, "Invalid dataCoding.", "10000018");
    }
    int validity = body.path("tpvp").asInt(-1);
    if (validity > 255) {
      return JasperWire.error(400, "Invalid tpvp.", "10000019");
    }
    byte[] octets =
        base64 ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    int length = base64 ? octets.length : text.length();
    int longest =
        switch (coding) {
          case 4 -> 140;
          case 8 -> 70;
          default -> body.has("dataCoding") ? 160 : LONGEST_WITHOUT_CODING;
        };
    if (length == 0 || length > longest) {
      return JasperWire.error(
          400, "Message length exceeds the maximum permissible length.", "10000020");
    }
    String iccid = device.path("iccid").asString("");
    Message message =
        records.messages().submit(iccid, validity < 0 ? USUAL_LIFE : life(validity), kept(octets));
    return Answers.json(
        200,
        Answers.object().put("smsMessageId", message.id()),
        new Effect(iccid, "sms", "", String.valueOf(message.id())));
  }

  /** What is kept of a message beside its state. */
  static ObjectNode kept(byte[] octets) {
    return Answers.object().put("octets", Base64.getEncoder().encodeToString(octets));
  }

  /** A relative validity period (3GPP TS 23.040 section 9.2.3.12.1). */
  private static Duration life(int tpvp) {
    if (tpvp <= 143) {
      return Duration.ofMinutes(5L * (tpvp + 1));
    }
    if (tpvp <= 167) {
      return Duration.ofHours(12).plusMinutes(30L * (tpvp - 143));
    }
    return tpvp <= 196 ? Duration.ofDays(tpvp - 166L) : Duration.ofDays(7L * (tpvp - 192));
  }

  /** {@code GET /smsMessages}: ids alone, oldest first. */
  static Answer search(Request request, Records records) {
    Optional<String> since = request.parameter("fromDate");
    Optional<String> iccid = request.parameter("iccid");
    if (since.isEmpty() || iccid.isEmpty()) {
      return JasperWire.error(400, "fromDate is required.", "10000028");
    }
    Instant from = OffsetDateTime.parse(since.get()).toInstant();
    int size = Answers.number(request, "pageSize", 50, 1, 50);
    int page = Answers.number(request, "pageNumber", 1, 1, Integer.MAX_VALUE);
    List<Message> found =
        records.messages().of(iccid.get(), reachable(records)).stream()
            .filter(message -> !message.at().isBefore(from))
            .filter(message -> request.parameter("msgType").map(type(message)::equals).orElse(true))
            .toList();
    ObjectNode body = Answers.object().put("pageNumber", page);
    ArrayNode ids = body.putArray("smsMsgIds");
    found.stream().skip((page - 1L) * size).limit(size).forEach(message -> ids.add(message.id()));
    return Answers.json(200, body.put("lastPage", (long) page * size >= found.size()));
  }

  /** {@code GET /smsMessages/{id}}. */
  static Answer details(String id, Request request, Records records) {
    return records
        .messages()
        .find(id, reachable(records))
        .map(message -> Answers.json(200, shown(message, request)))
        .orElseGet(() -> JasperWire.error(404, "Resource not found - Invalid SMS", "20000001"));
  }

  private static ObjectNode shown(Message message, Request request) {
    byte[] octets = Base64.getDecoder().decode(message.fields().path("octets").asString(""));
    boolean base64 = request.parameter("messageEncoding").orElse("").equals("BASE64");
    boolean fromDevice = message.state() == Messages.State.RECEIVED;
    ObjectNode shown =
        Answers.object()
            .put("smsMsgId", message.id())
            .put("status", word(message.state()))
            .put(
                "messageText",
                base64
                    ? Base64.getEncoder().encodeToString(octets)
                    : new String(octets, StandardCharsets.UTF_8))
            .put("senderLogin", fromDevice ? "Mobile Device" : "simulator")
            .put("iccid", message.key())
            .put("sentTo", fromDevice ? "Server" : message.key())
            .put("sentFrom", fromDevice ? message.key() : "Server")
            .put("msgType", type(message))
            .put("dateSent", JasperWire.date(message.at()))
            .put(
                "dateModified",
                JasperWire.date(
                    message.state() == Messages.State.WAITING ? message.at() : message.endsAt()));
    if (message.state() == Messages.State.DELIVERED || fromDevice) {
      shown.put("dateReceived", JasperWire.date(message.endsAt()));
    }
    return shown;
  }

  private static Predicate<String> reachable(Records records) {
    return iccid -> records.find(iccid).filter(JasperWire::isInSession).isPresent();
  }

  private static String type(Message message) {
    return message.state() == Messages.State.RECEIVED ? "MO" : "MT";
  }

  /** Its words have none for what was not delivered in its time. */
  private static String word(Messages.State state) {
    return switch (state) {
      case WAITING -> "Pending";
      case DELIVERED -> "Delivered";
      case EXPIRED -> "Failed";
      case RECEIVED -> "Received";
    };
  }
}
