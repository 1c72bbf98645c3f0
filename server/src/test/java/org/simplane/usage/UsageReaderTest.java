// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;

final class UsageReaderTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final UsageHouse house = new UsageHouse(database);

  @Test
  void daysAreThoseOfTheZone() {
    Subscription sim = house.sim(1);
    house.load(
        data("1", iccid(1), "2026-11-19T22:59:59Z", 1, 0),
        data("2", iccid(1), "2026-11-19T23:00:00Z", 2, 0),
        data("3", iccid(1), "2026-11-20T22:59:59Z", 4, 0),
        data("4", iccid(1), "2026-11-20T23:00:00Z", 8, 0));
    assertThat(days(sim, "Europe/Paris"))
        .containsExactly("2026-11-19 1", "2026-11-20 6", "2026-11-21 8");
    assertThat(days(sim, "UTC")).containsExactly("2026-11-19 3", "2026-11-20 12");
  }

  @Test
  void daysThatBeginWithinAnHourOfUtcAreExactToo() {
    Subscription sim = house.sim(1);
    // Midnight in Kathmandu is 18:15 UTC.
    house.load(
        data("1", iccid(1), "2026-11-19T18:14:59Z", 1, 0),
        data("2", iccid(1), "2026-11-19T18:15:00Z", 2, 0),
        data("3", iccid(1), "2026-11-19T18:59:00Z", 4, 0),
        data("4", iccid(1), "2026-11-19T19:00:00Z", 8, 0),
        data("5", iccid(1), "2026-11-20T18:14:00Z", 16, 0),
        data("6", iccid(1), "2026-11-20T18:16:00Z", 32, 0));
    assertThat(days(sim, "Asia/Kathmandu"))
        .containsExactly("2026-11-19 1", "2026-11-20 30", "2026-11-21 32");
  }

  @Test
  void aDayOfTwentyThreeHoursIsWhole() {
    Subscription sim = house.sim(1);
    house.now = Instant.parse("2026-05-01T00:00:00Z");
    house.load(
        data("1", iccid(1), "2026-03-28T22:59:00Z", 1, 0),
        data("2", iccid(1), "2026-03-28T23:00:00Z", 2, 0),
        data("3", iccid(1), "2026-03-29T21:59:00Z", 4, 0),
        data("4", iccid(1), "2026-03-29T22:00:00Z", 8, 0));
    List<DayUsage> days =
        house.reader.daily(
            house.scope(),
            sim.id(),
            LocalDate.parse("2026-03-29"),
            LocalDate.parse("2026-03-29"),
            ZoneId.of("Europe/Paris"));
    assertThat(days)
        .singleElement()
        .satisfies(day -> assertThat(day.total().bytesUp()).isEqualTo(6));
  }

  @Test
  void monthsAreSumsOfDays() {
    Subscription sim = house.sim(1);
    house.load(
        data("1", iccid(1), "2026-10-31T22:59:59Z", 1, 0),
        data("2", iccid(1), "2026-10-31T23:00:00Z", 2, 0),
        data("3", iccid(1), "2026-11-20T10:00:00Z", 4, 0));
    List<MonthUsage> months =
        house.reader.monthly(
            house.scope(),
            sim.id(),
            YearMonth.of(2026, 10),
            YearMonth.of(2026, 11),
            ZoneId.of("Europe/Paris"));
    assertThat(months)
        .extracting(month -> month.month() + " " + month.total().bytesUp())
        .containsExactly("2026-10 1", "2026-11 6");
  }

  @Test
  void partialRecordsOfAChargingIdAreOneSession() {
    Subscription sim = house.sim(1);
    house.file(
        "record_id,record_type,iccid,start,duration_s,bytes_up,bytes_down,charging_id,seq,cause,node,cell_id\n"
            + session("3", "10:30", 600, 5, 50, "7", 3, "end", "g1", 103)
            + session("1", "10:00", 900, 1, 10, "7", 1, "time", "g1", 101)
            + session("2", "10:15", 900, 2, 20, "7", 2, "time", "g1", 102)
            + session("4", "10:20", 60, 9, 90, "7", 1, "end", "g2", 104)
            + session("5", "11:00", 60, 4, 40, "", 0, "end", "g1", 105)
            + session("6", "11:01", 60, 4, 40, "", 0, "end", "g1", 105));
    List<Session> sessions =
        house.reader.sessions(house.scope(), sim.id(), Instant.EPOCH, UsageHouse.NOW, 100);
    assertThat(sessions).hasSize(4);
    Session first = sessions.getFirst();
    assertThat(first.records()).isEqualTo(3);
    assertThat(first.bytesUp()).isEqualTo(8);
    assertThat(first.bytesDown()).isEqualTo(80);
    assertThat(first.startedAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
    assertThat(first.endedAt()).isEqualTo(Instant.parse("2026-11-20T10:40:00Z"));
    assertThat(first.seconds()).isEqualTo(2_400);
    assertThat(first.cause()).contains("end");
    assertThat(first.cell()).hasValue(103);
  }

  private static String session(
      String id,
      String at,
      int seconds,
      long up,
      long down,
      String charging,
      int seq,
      String cause,
      String node,
      long cell) {
    return "%s,DATA,%s,2026-11-20T%s:00Z,%d,%d,%d,%s,%d,%s,%s,%d%n"
        .formatted(id, iccid(1), at, seconds, up, down, charging, seq, cause, node, cell);
  }

  private List<String> days(Subscription sim, String zone) {
    return house
        .reader
        .daily(
            house.scope(),
            sim.id(),
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-30"),
            ZoneId.of(zone))
        .stream()
        .map(day -> day.day() + " " + day.total().bytesUp())
        .toList();
  }
}
