// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.simplane.operator.Iccid;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.nce.Traffic.Day;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Daily usage as recorded (contract section 5): newest first, a last entry {@code TOTAL}, volumes
 * in quotes, a day without traffic with volumes of {@code "0"} alone.
 */
final class UsageWire {

  private static final int USUAL_DAYS = 14;

  private UsageWire() {}

  /** A range that makes no sense holds no day. Days to come are left out. */
  static ObjectNode of(NceSim sim, Request request) {
    LocalDate today = LocalDate.ofInstant(sim.traffic().until(), ZoneOffset.UTC);
    ArrayNode stats = Json.array();
    Day total = Day.NONE;
    try {
      Optional<LocalDate> asked = request.parameter("end_dt").map(UsageWire::date);
      LocalDate last = asked.filter(date -> date.isBefore(today)).orElse(today);
      LocalDate first =
          request.parameter("start_dt").map(UsageWire::date).orElse(last.minusDays(USUAL_DAYS - 1));
      LocalDate oldest = today.minusMonths(6);
      LocalDate from = first.isBefore(oldest) ? oldest : first;
      for (LocalDate date = last; !date.isBefore(from); date = date.minusDays(1)) {
        Day day = sim.traffic().days().getOrDefault(date, Day.NONE);
        stats.add(entry(date.toString(), day));
        total = total.plus(day);
      }
    } catch (DateTimeException _) {
      // The recorded answer to start_dt=2000&end_dt=1998 is the sum alone, without an error.
      stats.removeAll();
      total = Day.NONE;
    }
    stats.add(entry("TOTAL", total));
    ObjectNode body = Json.object();
    body.set("stats", stats);
    return body;
  }

  /** The usage record of the stream; SMS are counted the other way round there (tx = MO). */
  static ObjectNode streamed(
      NceSim sim, long id, Instant from, Instant to, boolean data, long up, long down) {
    BigDecimal all = data ? Json.megabytes(up + down) : BigDecimal.valueOf(up + down);
    ObjectNode wire =
        Json.object()
            .put("id", id)
            .put("imsi", sim.card().imsi())
            .put("start_timestamp", Json.seconds(from))
            .put("end_timestamp", Json.seconds(to))
            .put("cost", all);
    wire.set("currency", Json.object().put("id", 1).put("symbol", "€").put("code", "EUR"));
    wire.set(
        "volume",
        Json.object()
            .put("total", all)
            .put("tx", data ? Json.megabytes(up) : BigDecimal.valueOf(up))
            .put("rx", data ? Json.megabytes(down) : BigDecimal.valueOf(down)));
    wire.set(
        "traffic_type",
        Json.object().put("id", data ? 5 : 6).put("description", data ? "Data" : "SMS"));
    wire.set("operator", StatusWire.network(sim).wire());
    wire.set(
        "sim",
        Json.object()
            .put("id", 1)
            .put("iccid", new Iccid(sim.card().iccid()).plusCheckDigit().digits())
            .put("msisdn", sim.card().msisdn()));
    ObjectNode endpoint =
        Json.object()
            .put("id", 8765432)
            .put("name", sim.card().iccid())
            .put("ip_address", sim.card().ipAddress());
    if (sim.line().imei() != null) {
      endpoint.put("imei", sim.line().imei());
    }
    wire.set("endpoint", endpoint);
    wire.set("organisation", Json.object().put("id", 4567).put("name", "Simulated"));
    return wire;
  }

  private static ObjectNode entry(String date, Day day) {
    ObjectNode entry = Json.object().put("date", date);
    entry.set(
        "data",
        volumes(
            Json.megabytes(day.up() + day.down()),
            Json.megabytes(day.down()),
            Json.megabytes(day.up()),
            5,
            "Data",
            "MB"));
    entry.set(
        "sms",
        volumes(
            BigDecimal.valueOf(day.sent() + day.received()),
            BigDecimal.valueOf(day.sent()),
            BigDecimal.valueOf(day.received()),
            6,
            "SMS",
            "SMS"));
    return entry;
  }

  private static ObjectNode volumes(
      BigDecimal all, BigDecimal rx, BigDecimal tx, int typeId, String type, String unit) {
    ObjectNode volumes =
        Json.object()
            .put("volume", all.toPlainString())
            .put("volume_tx", tx.toPlainString())
            .put("volume_rx", rx.toPlainString());
    if (all.signum() == 0) {
      return volumes;
    }
    volumes.put("cost", all.toPlainString());
    volumes.set("currency", Json.object().put("id", 1).put("symbol", "€").put("code", "EUR"));
    volumes.set(
        "traffic_type", Json.object().put("id", typeId).put("description", type).put("unit", unit));
    return volumes;
  }

  /** One production client sends a time behind the date. */
  private static LocalDate date(String text) {
    return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
  }
}
