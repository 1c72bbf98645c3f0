// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.notification.Outbox;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import tools.jackson.databind.JsonNode;

final class UsageIngestTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final UsageHouse house = new UsageHouse(database);

  @Test
  void takesARecordWithAllItsFields() {
    Subscription sim = house.sim(1);
    BatchReport report =
        house.file(
            "node,cause,seq,charging_id,cell_id,lac_tac,rat,visited_mnc,visited_mcc,ip,apn,bytes_down,bytes_up,end,start,"
                + "imei,msisdn,imsi,iccid,record_type,record_id,colour\n"
                + "pgw1,\"volume, limit\",3,c-77,20000001,4711,NB-IoT,001,310,100.64.0.1,iot.example,2000,1000,"
                + "2026-11-20T10:15:00Z,2026-11-20T10:00:00.5Z,86000000000001,,,"
                + iccid(1)
                + ",DATA,r-1,blue\n");
    assertThat(report.batch().accepted()).isEqualTo(1);
    UsageRecord record = records(sim).getFirst();
    assertThat(record.recordId()).isEqualTo("r-1");
    assertThat(record.startedAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00.5Z"));
    assertThat(record.seconds()).isEqualTo(899);
    assertThat(record.bytesUp()).isEqualTo(1_000);
    assertThat(record.bytesDown()).isEqualTo(2_000);
    assertThat(record.network().map(Object::toString)).contains("310-001");
    assertThat(record.rat()).contains("NB-IoT");
    assertThat(record.imei()).contains("86000000000001");
    assertThat(record.apn()).contains("iot.example");
    assertThat(record.ip()).contains("100.64.0.1");
    assertThat(record.areaCode()).hasValue(4711);
    assertThat(record.cell()).hasValue(20_000_001);
    assertThat(record.chargingId()).contains("c-77");
    assertThat(record.sequence()).hasValue(3);
    assertThat(record.cause()).contains("volume, limit");
    assertThat(record.node()).contains("pgw1");
    assertThat(record.organisation()).isEqualTo(house.organisation);
  }

  @Test
  void expressesEveryBearerWithItsUnitAndDirection() {
    Subscription sim = house.sim(1);
    StringBuilder lines =
        new StringBuilder(
            "record_id,record_type,bearer,direction,rat,iccid,start,duration_s,bytes_up\n");
    int n = 0;
    for (Bearer bearer : Bearer.values()) {
      for (String direction : List.of("", "MO", "MT")) {
        lines.append(
            "%d,,%s,%s,,%s,2026-11-20T10:00:00Z,7,5%n".formatted(n++, bearer, direction, iccid(1)));
      }
    }
    BatchReport report = house.file(lines.toString());
    assertThat(report.firstRejects()).isEmpty();
    LocalDate day = LocalDate.parse("2026-11-20");
    List<DayUsage> usage = house.reader.daily(house.scope(), sim.id(), day, day, ZoneOffset.UTC);
    assertThat(usage).hasSize(33);
    for (DayUsage used : usage) {
      long expected =
          switch (used.total().bearer().unit()) {
            case BYTE -> 5;
            case SECOND -> 7;
            case NUMBER -> 1;
          };
      assertThat(used.total().amount()).as(used.toString()).isEqualTo(expected);
    }
  }

  @Test
  void readsTheFourRecordTypesAndTheRadioOfData() {
    Subscription sim = house.sim(1);
    house.file(
        "record_id,record_type,rat,iccid,start\n"
            + line("1", "DATA", "UTRAN")
            + line("2", "DATA", "6")
            + line("3", "DATA", "WLAN")
            + line("4", "sms_mo", "")
            + line("5", "SMS_MT", "")
            + line("6", "VOICE", "")
            + line("7", "MMS_MT", "")
            + line("8", "TELEGRAM", ""));
    assertThat(records(sim))
        .extracting(record -> record.bearer() + " " + record.direction())
        .containsExactly(
            "UMTS_3G UNKNOWN",
            "GPRS_EDGE UNKNOWN",
            "WIFI UNKNOWN",
            "SMS MOBILE_ORIGINATED",
            "SMS MOBILE_TERMINATED",
            "VOICE UNKNOWN",
            "MMS MOBILE_TERMINATED");
    assertThat(house.rejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.line()).isEqualTo(9));
  }

  private static String line(String id, String type, String rat) {
    return id + "," + type + "," + rat + "," + iccid(1) + ",2026-11-20T10:00:0" + id + "Z\n";
  }

  @Test
  void findsSimsByIccidInAnyWritingByImsiAndByMsisdn() {
    Subscription sim = house.sim(1);
    String checked = new Iccid(iccid(1)).withCheckDigit();
    BatchReport report =
        house.file(
            "record_id,record_type,iccid,imsi,msisdn,start\n"
                + "1,DATA,"
                + checked
                + ",,,2026-11-20T10:00:00Z\n"
                + "2,DATA,"
                + iccid(1)
                + "F,,,2026-11-20T10:00:00Z\n"
                + "3,DATA,,"
                + house.imsi(1)
                + ",,2026-11-20T10:00:00Z\n"
                + "4,DATA,,,+"
                + house.msisdn(1)
                + ",2026-11-20T10:00:00Z\n"
                + "5,DATA,,"
                + house.imsi(2)
                + ",,2026-11-20T10:00:00Z\n"
                + "6,DATA,,,,2026-11-20T10:00:00Z\n"
                + "7,DATA,none,,,2026-11-20T10:00:00Z\n");
    assertThat(report.batch().accepted()).isEqualTo(4);
    assertThat(records(sim)).hasSize(4);
    assertThat(report.firstRejects())
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("6 UNKNOWN_SUBSCRIPTION", "7 MALFORMED", "8 UNKNOWN_SUBSCRIPTION");
    assertThat(report.firstRejects().getFirst().reason())
        .isEqualTo("No SIM of this organisation has the imsi " + house.imsi(2));
  }

  @Test
  void dropsRepetitionsWithinAFileAndAcrossFiles() {
    Subscription sim = house.sim(1);
    String one = data("1", iccid(1), "2026-11-20T10:00:00Z", 10, 20);
    String two = data("2", iccid(1), "2026-11-20T10:00:00Z", 10, 20);
    String three = data("3", iccid(1), "2026-11-20T10:00:00Z", 10, 20);
    assertThat(house.load(one, two, one).batch())
        .extracting(Batch::accepted, Batch::duplicates)
        .containsExactly(2L, 1L);
    assertThat(house.load(two, three).batch())
        .extracting(Batch::accepted, Batch::duplicates)
        .containsExactly(1L, 1L);
    assertThat(house.load(three, two, one).batch())
        .extracting(Batch::accepted, Batch::duplicates)
        .containsExactly(0L, 3L);
    assertThat(total(sim)).isEqualTo(90);
    assertThat(house.rejects()).isEmpty();
  }

  @Test
  void rejectsAKnownKeyWithOtherContent() {
    Subscription sim = house.sim(1);
    house.sim(2);
    String start = "2026-11-20T10:00:00Z";
    house.load(data("1", iccid(1), start, 10, 20));
    BatchReport report =
        house.load(
            data("1", iccid(1), start, 10, 21),
            data("1", iccid(2), start, 10, 20),
            data("2", iccid(1), start, 1, 1));
    assertThat(report.batch().accepted()).isEqualTo(1);
    assertThat(report.firstRejects())
        .extracting(Reject::code)
        .containsExactly(Reject.Code.CONFLICT, Reject.Code.CONFLICT);
    assertThat(report.firstRejects().getFirst().raw())
        .isEqualTo(data("1", iccid(1), start, 10, 21));
    assertThat(report.firstRejects().getFirst().recordId()).contains("1");
    assertThat(total(sim)).isEqualTo(32);
    BatchReport within =
        house.load(data("9", iccid(1), start, 1, 1), data("9", iccid(1), start, 2, 2));
    assertThat(within.batch().accepted()).isEqualTo(1);
    assertThat(within.firstRejects())
        .singleElement()
        .extracting(Reject::code)
        .isEqualTo(Reject.Code.CONFLICT);
  }

  @Test
  void theSameIdWithAnotherStartIsAnotherRecord() {
    Subscription sim = house.sim(1);
    house.load(
        data("1", iccid(1), "2026-11-20T10:00:00Z", 1, 0),
        data("1", iccid(1), "2026-11-20T10:00:01Z", 1, 0));
    assertThat(total(sim)).isEqualTo(2);
  }

  @Test
  void lateRecordsLandOnTheirOwnHour() {
    Subscription sim = house.sim(1);
    house.load(data("1", iccid(1), "2026-11-20T10:59:59Z", 1, 0));
    house.load(
        data("2", iccid(1), "2026-08-25T10:00:00Z", 5, 0),
        data("3", iccid(1), "2026-11-20T10:00:00Z", 2, 0));
    assertThat(house.reader.hours(house.scope(), sim.id(), Instant.EPOCH, UsageHouse.NOW))
        .extracting(hour -> hour.hour() + " " + hour.total().bytesUp())
        .containsExactly("2026-08-25T10:00:00Z 5", "2026-11-20T10:00:00Z 3");
  }

  @Test
  void rejectsWhatIsTooLateOrInTheFuture() {
    Subscription sim = house.sim(1);
    BatchReport report =
        house.load(
            data("1", iccid(1), "2026-08-23T07:59:59Z", 1, 0),
            data("2", iccid(1), "2026-08-23T08:00:00Z", 1, 0),
            data("3", iccid(1), "2026-11-21T08:02:00Z", 1, 0),
            data("4", iccid(1), "2026-11-21T07:59:00Z", 1, 0),
            data("5", iccid(1), "2026-11-21T08:00:30Z", 1, 0));
    assertThat(report.firstRejects())
        .extracting(reject -> reject.line() + " " + reject.code())
        .containsExactly("2 TOO_LATE", "4 IN_FUTURE", "6 IN_FUTURE");
    assertThat(total(sim)).isEqualTo(2);
  }

  @Test
  void keepsEveryRejectedLineWithItsReason() {
    house.sim(1);
    String good = data("1", iccid(1), "2026-11-20T10:00:00Z", 1, 0);
    BatchReport report =
        house.load(
            good,
            good.replace("2026-11-20T10", "yesterday"),
            good.replace(",60,", ",-60,"),
            good.replace(",1,0,", ",1.5,0,"),
            good.replace(",262,", ",26,"),
            good.replace("1,DATA", ",DATA"),
            good + ",more",
            "garbage",
            good.replace("1,DATA", "\"1,DATA"));
    assertThat(report.batch().accepted()).isEqualTo(1);
    assertThat(report.firstRejects())
        .extracting(Reject::line)
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(report.firstRejects())
        .allSatisfy(reject -> {
          assertThat(reject.code()).isEqualTo(Reject.Code.MALFORMED);
          assertThat(reject.reason()).isNotBlank();
        });
    assertThat(report.firstRejects().get(6).raw()).isEqualTo("garbage");
  }

  @Test
  void wakesSleepingSimsAlone() {
    Subscription asleep = house.sim(house.organisation, house.account, 1, BillingPhase.SLEEPING);
    house.sim(2);
    house.load(
        data("1", iccid(1), "2026-11-20T10:00:00Z", 1, 0),
        data("2", iccid(1), "2026-11-20T10:00:00Z", 1, 0),
        data("3", iccid(2), "2026-11-20T10:00:00Z", 1, 0));
    assertThat(house.woken).containsExactly(asleep.id());
  }

  @Test
  void usageStaysWithTheOrganisationThatHadTheSim() {
    long child = house.organisation(house.organisation);
    Subscription sim = house.sim(1);
    house.load(data("1", iccid(1), "2026-11-20T10:00:00Z", 1, 0));
    house.database.useTransaction(transaction ->
        house.subscriptions.move(transaction, house.caller(), List.of(sim.id()), child));
    house.load(data("late", iccid(1), "2026-11-20T10:30:00Z", 2, 0));
    house.load(data("2", iccid(1), UsageHouse.NOW.toString(), 4, 0));
    assertThat(
            house.reader.records(
                house.caller(child).scope(),
                sim.id(),
                Instant.EPOCH,
                UsageHouse.NOW.plusSeconds(60),
                10))
        .as("of the time since it has the SIM")
        .extracting(UsageRecord::recordId)
        .containsExactly("2");
  }

  @Test
  void tellsOfEachStoredRecordOnceWhereSomebodyListens() {
    house.sim(1);
    house.load(data("unheard", iccid(1), "2026-11-20T09:00:00Z", 1, 0));
    house.audience.add(house.organisation);
    String first = data("heard", iccid(1), "2026-11-20T10:00:00Z", 1_000, 2_000);
    house.load(first, data("stranger", iccid(7), "2026-11-20T10:00:00Z", 1, 1));
    house.load(first, data("later", iccid(1), "2026-11-20T10:30:00.123456Z", 3, 4));
    List<Outbox.StoredEvent> events = events("usage.record");
    assertThat(events)
        .extracting(event -> event.body().path("record").asString())
        .containsExactly("heard", "later");
    JsonNode told = events.getFirst().body();
    assertThat(told.path("bearer").asString()).isEqualTo("GPRS_EDGE");
    assertThat(told.path("bytesUp").asLong()).isEqualTo(1_000);
    assertThat(told.path("bytesDown").asLong()).isEqualTo(2_000);
    assertThat(told.path("endedAt").asString()).isEqualTo("2026-11-20T10:01:00Z");
    assertThat(told.path("network").asString()).isEqualTo("262-01");
    assertThat(told.path("iccid").asString()).isEqualTo(iccid(1));
    assertThat(told.path("imsi").asString()).isEqualTo(house.imsi(1));
  }

  @Test
  void tellsTheOrganisationThatHadTheSimThen() {
    Subscription sim = house.sim(1);
    long child = house.organisation(house.organisation);
    house.audience.add(child);
    house.database.useTransaction(transaction ->
        house.subscriptions.move(transaction, house.caller(), List.of(sim.id()), child));
    house.load(
        data("before", iccid(1), "2026-11-20T10:00:00Z", 1, 0),
        data("since", iccid(1), UsageHouse.NOW.toString(), 1, 0));
    assertThat(events("usage.record"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.organisation()).isEqualTo(child);
          assertThat(event.body().path("record").asString()).isEqualTo("since");
        });
  }

  private List<Outbox.StoredEvent> events(String kind) {
    return house.outbox.read(house.scope(), Outbox.Position.START, Optional.of(kind), 100);
  }

  @Test
  void aFeedKnowsTheSimsOfItsOwnOrganisationAlone() {
    long stranger = house.organisation(0);
    house.sim(stranger, house.account(stranger, "own"), 7, BillingPhase.PRODUCTIVE);
    BatchReport report = house.load(data("1", iccid(7), "2026-11-20T10:00:00Z", 1, 0));
    assertThat(report.firstRejects())
        .singleElement()
        .extracting(Reject::code)
        .isEqualTo(Reject.Code.UNKNOWN_SUBSCRIPTION);
    assertThat(house.feeds.all(house.caller(stranger).scope())).isEmpty();
    assertThat(
            house.feeds.rejects(
                house.caller(stranger).scope(), RejectQuery.ofBatch(report.batch().id(), 10)))
        .isEmpty();
    assertThat(house.feeds.batch(house.caller(stranger).scope(), report.batch().id())).isEmpty();
    assertThatThrownBy(() ->
            house
                .ingest(10)
                .ingest(
                    house.caller(stranger), house.feed.id(), "x", InputStream.nullInputStream()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("No feed");
  }

  private List<UsageRecord> records(Subscription sim) {
    return house.reader.records(house.scope(), sim.id(), Instant.EPOCH, UsageHouse.NOW, 100);
  }

  /** Bytes by the sums, which have to be the same as by the records. */
  private long total(Subscription sim) {
    long summed =
        house.reader.hours(house.scope(), sim.id(), Instant.EPOCH, UsageHouse.NOW).stream()
            .mapToLong(hour -> hour.total().bytesUp() + hour.total().bytesDown())
            .sum();
    assertThat(
            records(sim).stream().mapToLong(record -> record.bytesUp() + record.bytesDown()).sum())
        .isEqualTo(summed);
    return summed;
  }
}
