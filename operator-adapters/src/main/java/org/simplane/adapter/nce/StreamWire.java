// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorEvent.Severity;
import org.simplane.operator.OperatorEvent.UsageRecord;
import org.simplane.operator.Plmn;
import org.simplane.operator.Service;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** The records of the stream (contract section 7.3). */
final class StreamWire {

  private static final int DATA = 5;
  private static final int SMS = 6;

  /** ICCIDs are of 19 digits in the API; those of the card have a check digit behind. */
  private static final int API_DIGITS = 19;

  private StreamWire() {}

  /** Empty where it is not of the form. */
  static Optional<OperatorEvent> event(JsonNode item) {
    JsonNode type = item.path("event_type");
    Optional<Instant> at = NceDates.read(item.path("timestamp").asString(""));
    if (!type.isObject() || at.isEmpty()) {
      return Optional.empty();
    }
    JsonNode detail = item.path("detail");
    JsonNode context = detail.path("pdp_context");
    Optional<SubscriptionRef> sim = sim(item);
    return Optional.of(
        EventWords.event(
            new EventWords.Told(
                type.path("id").isNumber()
                    ? Optional.of(type.path("id").intValue())
                    : Optional.empty(),
                type.path("description").asString(""),
                item.path("description").asString(type.path("description").asString("")),
                sim,
                at.get(),
                severity(whole(item.path("event_severity").path("id"), 0)),
                item.path("alert").asBoolean(false),
                SimWire.read(item.path("imsi").path("imsi").asString(""), Imsi::of),
                SimWire.read(item.path("endpoint").path("imei").asString(""), Imei::of),
                network(context, operator(detail)),
                EventWords.radio(
                    whole(
                        context.path("rat_type").path("id"),
                        whole(context.path("rat_type").path("rat_type_id"), 0))),
                detail(detail))));
  }

  /** Empty where it is not of the form. SMS are counted the other way round here: tx is MO. */
  static Optional<UsageRecord> usage(JsonNode item) {
    String id = item.path("id").asString("");
    Optional<SubscriptionRef> sim = sim(item);
    Optional<Instant> from = NceDates.read(item.path("start_timestamp").asString(""));
    Optional<Instant> to = NceDates.read(item.path("end_timestamp").asString(""));
    int type = whole(item.path("traffic_type").path("id"), 0);
    if (id.isBlank() || sim.isEmpty() || from.isEmpty() || (type != DATA && type != SMS)) {
      return Optional.empty();
    }
    JsonNode volume = item.path("volume");
    return Optional.of(
        new UsageRecord(
            id,
            sim.get(),
            from.get(),
            to.orElse(from.get()),
            type == DATA ? Service.DATA : Service.SMS,
            amount(type, volume.path("tx")),
            amount(type, volume.path("rx")),
            network(Json.nothing(), item.path("operator")),
            Optional.empty(),
            SimWire.read(item.path("endpoint").path("imei").asString(""), Imei::of)));
  }

  /** The SIM that a push names: by {@code sim.iccid}, or as the name of its endpoint. */
  static Optional<SubscriptionRef> sim(JsonNode item) {
    String iccid = item.path("sim").path("iccid").asString("");
    if (iccid.isEmpty()) {
      iccid = item.path("endpoint").path("name").asString("");
    }
    String digits = iccid.strip();
    if (!digits.matches("\\d{18,22}")) {
      return Optional.empty();
    }
    String key = digits.length() == API_DIGITS + 1 ? digits.substring(0, API_DIGITS) : digits;
    return Optional.of(new SubscriptionRef(key, key));
  }

  /** A number, in quotes or not. */
  static int whole(JsonNode node, int usual) {
    String text = node.asString("");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : usual;
  }

  private static long amount(int type, JsonNode node) {
    try {
      BigDecimal number = new BigDecimal(node.asString("0"));
      return type == DATA
          ? UsageWire.bytes(number)
          : number.setScale(0, RoundingMode.HALF_UP).longValue();
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static Optional<Plmn> network(JsonNode context, JsonNode operator) {
    String mcc = context.path("mcc").asString(operator.path("country").path("mcc").asString(""));
    JsonNode mncs = operator.path("mnc");
    String mnc =
        context
            .path("mnc")
            .asString(mncs.isArray() ? mncs.path(0).asString("") : mncs.asString(""));
    return mcc.isEmpty() || mnc.isEmpty()
        ? Optional.empty()
        : SimWire.read(mcc + "-" + mnc, Plmn::of);
  }

  /** The network's facts stand in an object of their own, or among the details themselves. */
  private static JsonNode operator(JsonNode detail) {
    return detail.path("operator").isObject() ? detail.path("operator") : detail;
  }

  private static Severity severity(int id) {
    return switch (id) {
      case 0 -> Severity.INFO;
      case 1 -> Severity.WARNING;
      default -> Severity.CRITICAL;
    };
  }

  /** Under the names that Simplane knows. */
  private static String detail(JsonNode detail) {
    Map<String, String> known = new LinkedHashMap<>();
    JsonNode context = detail.path("pdp_context");
    JsonNode operator = operator(detail);
    put(known, EventDetail.OPERATOR_NAME, operator.path("name"));
    put(known, EventDetail.COUNTRY_NAME, operator.path("country").path("name"));
    put(known, EventDetail.APN, context.path("apn"));
    put(known, EventDetail.IP, context.path("ue_ip_address"));
    put(known, EventDetail.AREA, context.path("lac"));
    put(known, EventDetail.CELL, context.path("ci"));
    put(known, EventDetail.SESSION, context.path("pdp_context_id"));
    JsonNode volume = detail.path("volume");
    if (volume.has("tx")) {
      known.put(EventDetail.BYTES_UP, String.valueOf(amount(DATA, volume.path("tx"))));
      known.put(EventDetail.BYTES_DOWN, String.valueOf(amount(DATA, volume.path("rx"))));
    }
    return Json.write(known);
  }

  private static void put(Map<String, String> known, String name, JsonNode value) {
    String text = value.asString("");
    if (!text.isBlank()) {
      known.put(name, text);
    }
  }
}
