// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.simulator.nce.Line.Session;
import org.simplane.simulator.nce.Traffic.Day;
import org.simplane.simulator.nce.Traffic.Pot;
import tools.jackson.databind.JsonNode;

/**
 * Puts a SIM in a state, for tests and people. Fields, all optional: those of SimCard ({@code
 * imsi}, {@code msisdn}, {@code imei}, {@code imei_lock}, {@code status}, {@code label}, {@code
 * ip_address}, {@code activation_date} in ISO form); {@code expiry_date} in ISO form; {@code
 * session} (OFFLINE, ATTACHED, ONLINE); {@code data_left} in bytes and {@code sms_left}; {@code
 * usage}, an object from day to {@code {"up","down","sent","received"}} in bytes and messages. A
 * SIM that is new has no traffic of its own. An empty {@code imei} or {@code label} takes it away.
 */
final class StateWriter {

  private final NceSims sims;
  private final Clock clock;

  StateWriter(NceSims sims, Clock clock) {
    this.sims = sims;
    this.clock = clock;
  }

  void put(String iccid, JsonNode fields) {
    if (!iccid.matches("\\d{18,22}") || !fields.isObject()) {
      throw new IllegalArgumentException("A SIM is put by its ICCID and an object of its fields");
    }
    try {
      Instant now = clock.instant();
      NceSim sim = sims.find(iccid).orElseGet(() -> blank(iccid, now));
      Card card = card(sim.card(), fields);
      Line line = line(sim.line(), fields, now);
      Traffic traffic = traffic(sim.traffic(), fields, now);
      sims.put(NceSim.of(card, line, sim.rhythm(), sim.pace(), traffic));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Dates are ISO: " + e.getMessage(), e);
    }
  }

  private static NceSim blank(String iccid, Instant now) {
    String tail = iccid.substring(iccid.length() - 7);
    Card card =
        new Card(
            iccid,
            "99902000" + tail,
            "88299902" + tail,
            "100.127.0.1",
            now,
            Population.expiry(now));
    Traffic none =
        Traffic.startingAt(
            now, Pot.of(Population.DATA_BOOKED, 0, now), Pot.of(Population.SMS_BOOKED, 0, now));
    return NceSim.of(card, new Line(true, now, null, false, null, null), Rhythm.SILENT, 1, none);
  }

  private static Card card(Card card, JsonNode fields) {
    Instant activatedAt =
        fields.has("activation_date")
            ? Instant.parse(fields.path("activation_date").asString(""))
            : card.activatedAt();
    Instant expiresAt =
        fields.has("expiry_date")
            ? Instant.parse(fields.path("expiry_date").asString(""))
            : fields.has("activation_date") ? Population.expiry(activatedAt) : card.expiresAt();
    return new Card(
        card.iccid(),
        fields.path("imsi").asString(card.imsi()),
        fields.path("msisdn").asString(card.msisdn()),
        fields.path("ip_address").asString(card.ipAddress()),
        activatedAt,
        expiresAt);
  }

  private static Line line(Line line, JsonNode fields, Instant now) {
    Line changed = line.with(SimUpdate.of(fields), now);
    String session = fields.path("session").asString("");
    return new Line(
        changed.enabled(),
        changed.statusChangedAt(),
        changed.label(),
        changed.imeiLock(),
        fields.has("imei") ? given(fields.path("imei").asString("")) : changed.imei(),
        session.isEmpty() ? changed.session() : Session.valueOf(session.toUpperCase(Locale.ROOT)));
  }

  private static Traffic traffic(Traffic traffic, JsonNode fields, Instant now) {
    TreeMap<LocalDate, Day> days = new TreeMap<>(traffic.days());
    fields
        .path("usage")
        .properties()
        .forEach(day ->
            days.put(
                LocalDate.parse(day.getKey()),
                new Day(
                    day.getValue().path("up").asLong(0),
                    day.getValue().path("down").asLong(0),
                    day.getValue().path("sent").asLong(0),
                    day.getValue().path("received").asLong(0))));
    return new Traffic(
        traffic.until(),
        pot(traffic.data(), fields.path("data_left"), now),
        pot(traffic.sms(), fields.path("sms_left"), now),
        days);
  }

  private static Pot pot(Pot pot, JsonNode left, Instant now) {
    BigDecimal number = left.asDecimal(BigDecimal.valueOf(pot.left()));
    long wanted = Math.clamp(number.longValue(), 0, pot.booked());
    return wanted == pot.left() ? pot : Pot.of(pot.booked(), pot.booked() - wanted, now);
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
