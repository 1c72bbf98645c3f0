// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.notification.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The SMS forwarder: messages from devices as POST, delivery reports as PATCH, each until it is
 * answered with 2xx or a day is over. Ids, dcs and pid are texts, as the operator's guide has them.
 */
final class CallbackFormat implements Format {

  static final String NAME = "easyconnect.callback";

  private static final String RECEIVED = "sms.received";
  private static final String STATUS = "sms.status";

  /** 5 minutes, then 15 minutes after it was submitted, then growing intervals. */
  private static final Patience PATIENCE =
      new Patience(
          List.of(
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(4)),
          Duration.ofHours(24));

  /** A message from a device. */
  @JsonPropertyOrder({
    "multi_part_info",
    "payload",
    "submit_date",
    "dest_address",
    "organisation",
    "pid",
    "id",
    "endpoint",
    "source_address",
    "dcs"
  })
  record Forwarded(
      PartWire multiPartInfo,
      String payload,
      String submitDate,
      String destAddress,
      OwnerWire organisation,
      String pid,
      String id,
      EndpointWire endpoint,
      String sourceAddress,
      String dcs) {}

  /** A delivery report. */
  record Report(
      ReportStatus status,
      EndpointWire endpoint,
      String submitDate,
      OwnerWire organisation,
      String finalDate,
      String id) {}

  record PartWire(int partno, int total, String identifier) {}

  record OwnerWire(String id) {}

  record EndpointWire(String id, String name) {}

  record ReportStatus(String status, String id) {}

  @Override
  public String name() {
    return NAME;
  }

  /** As the original has it (contracts/easyconnect-1nce.md 7.2). */
  @Override
  public Optional<Most> most() {
    return Optional.of(new Most("Easy Connect callback", 1));
  }

  @Override
  public String about() {
    return "Easy Connect's SMS forwarder: messages from devices (POST) and delivery reports (PATCH)";
  }

  @Override
  public Set<String> kinds() {
    return Set.of(RECEIVED, STATUS);
  }

  @Override
  public boolean signed() {
    return false;
  }

  @Override
  public Patience patience() {
    return PATIENCE;
  }

  @Override
  public boolean reportsEach() {
    return true;
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events) {
    StoredEvent event = events.getFirst();
    return event.kind().equals(RECEIVED)
        ? Optional.of(letter("POST", event, forwarded(event)))
        : report(event).map(report -> letter("PATCH", event, report));
  }

  private static Letter letter(String method, StoredEvent event, Object body) {
    return new Letter(
        event.body().path("message").asString(),
        method,
        Map.of(),
        WireJson.MAPPER.writeValueAsString(body));
  }

  private static Forwarded forwarded(StoredEvent event) {
    JsonNode body = event.body();
    String id = body.path("message").asString();
    JsonNode part = body.path("part");
    return new Forwarded(
        new PartWire(
            part.path("number").asInt(1),
            part.path("total").asInt(1),
            part.isMissingNode() ? id : part.path("reference").asString()),
        body.path("payload").asString(""),
        date(body, "submittedAt", event),
        body.path("destination").asString(""),
        new OwnerWire(Long.toString(event.organisation())),
        "0",
        id,
        endpoint(event),
        body.path("source").asString(body.path("msisdn").asString("")),
        codingScheme(body.path("coding").asString("")));
  }

  /** Only of messages to devices, and only of ends that the contract knows. */
  private static Optional<Report> report(StoredEvent event) {
    JsonNode body = event.body();
    String status = body.path("status").asString("");
    Optional<String> id =
        switch (status) {
          case "DELIVERED" -> Optional.of("4");
          case "FAILED" -> Optional.of("5");
          case "EXPIRED" -> Optional.of("6");
          default -> Optional.empty();
        };
    return id.filter(_ -> !body.path("direction").asString("MT").equals("MO"))
        .map(number ->
            new Report(
                new ReportStatus(status, number),
                endpoint(event),
                date(body, "submittedAt", event),
                new OwnerWire(Long.toString(event.organisation())),
                date(body, "finalAt", event),
                body.path("message").asString()));
  }

  private static EndpointWire endpoint(StoredEvent event) {
    String iccid = event.body().path("iccid").asString(event.subjectName());
    return new EndpointWire(
        Long.toString(event.subjectId()), iccid.length() == 20 ? iccid.substring(0, 19) : iccid);
  }

  private static String date(JsonNode body, String field, StoredEvent event) {
    JsonNode text = body.get(field);
    return Dates.plain(text == null ? event.at() : Instant.parse(text.asString()));
  }

  private static String codingScheme(String coding) {
    return switch (coding) {
      case "UCS_2" -> "8";
      case "", "GSM_7" -> "0";
      default -> "4";
    };
  }

  @Override
  public StoredEvent sample(long organisation, long webhook, Instant now) {
    return new StoredEvent(
        Position.START,
        now,
        organisation,
        RECEIVED,
        "subscription",
        0,
        "0000000000000000000",
        JsonNodeFactory.instance
            .objectNode()
            .put("message", "0")
            .put("payload", "test")
            .put("destination", "0")
            .put("source", "0"));
  }
}
