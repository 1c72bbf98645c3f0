// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.operator.Sim;
import tools.jackson.databind.JsonNode;

/**
 * Usage, quotas and status from what feeds and the network hand over, each test with a SIM of its
 * own.
 */
final class UsageIT {

  private static final String HEADER =
      "record_id,record_type,iccid,start,end,bytes_up,bytes_down,rat\n";

  @TempDir private static Path folder;

  private static final AtomicInteger TAKEN = new AtomicInteger();
  private static final AtomicInteger RECORDS = new AtomicInteger();
  private static SmallFleet fleet;
  private static House house;
  private static List<Sim> sims;
  private static HttpCaller owner;

  @BeforeAll
  static void open() {
    fleet = new SmallFleet(folder, 30);
    house = House.open(fleet.url(), EasyConnectConfig.DEFAULT);
    sims = fleet.sims();
    house.deliver(sims.toArray(Sim[]::new));
    owner = house.ofOwner();
  }

  @AfterAll
  static void close() {
    house.close();
    fleet.close();
  }

  private static String next() {
    return sims.get(TAKEN.getAndIncrement()).ref().businessId();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
  }

  private static String record(String type, String iccid, Instant at, long up, long down) {
    return "r%d,%s,%s,%s,%s,%d,%d,EUTRAN%n"
        .formatted(RECORDS.incrementAndGet(), type, iccid, at, at, up, down);
  }

  private static JsonNode usage(String iccid, String query) {
    return owner.get("/v1/sims/" + iccid + "/usage" + query).json().get("stats");
  }

  private static JsonNode quota(String iccid, String service) {
    return owner.get("/v1/sims/" + iccid + "/quota/" + service).json();
  }

  @Test
  void showsTheLastFourteenDaysNewestFirstAndTheirTotal() {
    String iccid = next();
    Instant yesterday = now().minus(Duration.ofDays(1));
    house.meter(
        HEADER
            + record("DATA", iccid, yesterday, 1385, 1554)
            + record("SMS_MO", iccid, yesterday, 0, 0)
            + record("SMS_MO", iccid, yesterday, 0, 0)
            + record("SMS_MT", iccid, yesterday, 0, 0)
            + record("DATA", iccid, now(), 1 << 20, 3 << 20));
    JsonNode stats = usage(iccid, "");
    assertThat(stats.size()).isEqualTo(15);
    assertThat(stats.get(0).get("date").asString()).isEqualTo(day(now()));
    assertThat(stats.get(0).get("data").get("volume").asString()).isEqualTo("4");
    assertThat(stats.get(0).get("sms").toString())
        .isEqualTo("{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"}");
    assertThat(stats.get(1).toString())
        .isEqualTo(
            "{\"date\":\""
                + day(yesterday)
                + "\",\"data\":{\"volume\":\"0.002803\",\"volume_rx\":\"0.001482\","
                + "\"volume_tx\":\"0.001321\",\"cost\":\"0.002803\","
                + "\"currency\":{\"id\":1,\"symbol\":\"€\",\"code\":\"EUR\"},"
                + "\"traffic_type\":{\"id\":5,\"description\":\"Data\",\"unit\":\"MB\"}},"
                + "\"sms\":{\"volume\":\"3\",\"volume_rx\":\"2\",\"volume_tx\":\"1\",\"cost\":\"3\","
                + "\"currency\":{\"id\":1,\"symbol\":\"€\",\"code\":\"EUR\"},"
                + "\"traffic_type\":{\"id\":6,\"description\":\"SMS\",\"unit\":\"SMS\"}}}");
    JsonNode total = stats.get(14);
    assertThat(total.get("date").asString()).isEqualTo("TOTAL");
    assertThat(total.get("data").get("volume").asString()).isEqualTo("4.002803");
    assertThat(total.get("sms").get("volume").asString()).isEqualTo("3");
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  @Test
  void showsTheDaysAskedFor() {
    String iccid = next();
    String first = today().minusDays(3).toString();
    String last = today().minusDays(1).toString();
    JsonNode stats = usage(iccid, "?start_dt=" + first + "T00:00:00Z&end_dt=" + last);
    assertThat(stats.size()).isEqualTo(4);
    assertThat(stats.get(0).get("date").asString()).isEqualTo(last);
    assertThat(stats.get(2).get("date").asString()).isEqualTo(first);
  }

  @Test
  void showsNoMoreThanSixMonths() {
    JsonNode stats = usage(next(), "?start_dt=2001-01-01");
    assertThat(stats.get(stats.size() - 2).get("date").asString())
        .isEqualTo(today().minusMonths(6).toString());
  }

  @Test
  void showsATotalOfNothingForARangeThatMakesNoSense() {
    String nothing =
        "[{\"date\":\"TOTAL\",\"data\":{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"},"
            + "\"sms\":{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"}}]";
    assertThat(usage(next(), "?start_dt=2000&end_dt=1998").toString()).isEqualTo(nothing);
  }

  @Test
  void showsWhatIsLeftOfAQuota() {
    String iccid = next();
    JsonNode full = quota(iccid, "data");
    assertThat(full.propertyNames())
        .containsExactly(
            "volume",
            "total_volume",
            "expiry_date",
            "peak_throughput",
            "last_volume_added",
            "last_status_change_date",
            "threshold_percentage");
    assertThat(full.get("volume").toString()).isEqualTo("500");
    assertThat(full.get("total_volume").toString()).isEqualTo("500");
    house.meter(
        HEADER
            + record("DATA", iccid, now(), 0, 21_023_951)
            + record("SMS_MO", iccid, now(), 0, 0));
    assertThat(quota(iccid, "data").get("volume").toString()).isEqualTo("479.949998");
    JsonNode sms = quota(iccid, "sms");
    assertThat(sms.get("volume").toString()).isEqualTo("249");
    assertThat(sms.get("total_volume").toString()).isEqualTo("250");
    assertThat(sms.has("peak_throughput")).isFalse();
  }

  @Test
  void saysInTheSimThatAQuotaRunsLowAndIsUsedUpWhileItStaysEnabled() {
    String iccid = next();
    house.meter(HEADER + record("DATA", iccid, now(), 0, 450L << 20));
    JsonNode low = owner.get("/v1/sims/" + iccid).json();
    assertThat(low.get("current_quota").toString()).isEqualTo("500");
    assertThat(low.get("current_quota_SMS").toString()).isEqualTo("250");
    assertThat(low.get("quota_status").get("id").intValue()).isEqualTo(1);
    assertThat(low.get("quota_status").has("threshold_reached_date")).isTrue();
    house.meter(HEADER + record("DATA", iccid, now(), 0, 51L << 20));
    JsonNode used = owner.get("/v1/sims/" + iccid).json();
    assertThat(used.get("quota_status").get("description").asString())
        .isEqualTo("No volume available");
    assertThat(used.get("quota_status").has("quota_exceeded_date")).isTrue();
    assertThat(used.get("status").asString()).isEqualTo("Enabled");
    assertThat(quota(iccid, "data").get("volume").toString()).isEqualTo("-1");
  }

  @Test
  void followsASimThroughTheNetwork() {
    String iccid = next();
    assertThat(status(iccid).toString()).isEqualTo("{\"status\":\"OFFLINE\",\"services\":[]}");
    Instant at = now().minusSeconds(100);
    house.tell(event("a" + iccid, "ATTACH", iccid, at, ""));
    JsonNode attached = status(iccid);
    assertThat(attached.get("status").asString()).isEqualTo("ATTACHED");
    assertThat(attached.get("location").get("iccid").asString()).isEqualTo(iccid.substring(0, 19));
    assertThat(attached.get("location").get("last_updated").asString()).isEqualTo(Dates.plain(at));
    assertThat(attached.get("location").get("operator_id").asString()).isEqualTo("20416");
    assertThat(attached.get("services").toString()).isEqualTo("[\"GPRS\"]");
    house.tell(
        event("b" + iccid, "SESSION_START", iccid, at.plusSeconds(10), ",\"ip\":\"10.1.2.3\""));
    house.tell(event("c" + iccid, "LOCATION_UPDATE", iccid, at.plusSeconds(20), ""));
    JsonNode online = status(iccid);
    assertThat(online.get("status").asString()).isEqualTo("ONLINE");
    JsonNode context = online.get("pdp_context");
    assertThat(context.get("created").asString()).isEqualTo(Dates.plain(at.plusSeconds(10)));
    assertThat(context.get("ue_ip_address").asString()).isEqualTo("10.1.2.3");
    assertThat(context.get("mnc").asString()).isEqualTo("16");
    assertThat(context.get("rat_type").toString())
        .isEqualTo("{\"rat_type_id\":\"6\",\"description\":\"LTE\"}");
    house.tell(event("d" + iccid, "SESSION_END", iccid, at.plusSeconds(30), ""));
    assertThat(status(iccid).get("status").asString()).isEqualTo("ATTACHED");
    owner.put("/v1/sims/" + iccid, "{\"status\":\"Disabled\"}");
    assertThat(status(iccid).toString())
        .as("off at once, before the network says so")
        .isEqualTo("{\"status\":\"OFFLINE\",\"services\":[]}");
    owner.put("/v1/sims/" + iccid, "{\"status\":\"Enabled\"}");
    assertThat(status(iccid).get("status").asString()).isEqualTo("ATTACHED");
    house.tell(event("e" + iccid, "DETACH", iccid, at.plusSeconds(30), ""));
    assertThat(status(iccid).toString()).isEqualTo("{\"status\":\"OFFLINE\",\"services\":[]}");
  }

  private static JsonNode status(String iccid) {
    return owner.get("/v1/sims/" + iccid + "/status").json();
  }

  private static String event(String id, String kind, String iccid, Instant at, String more) {
    return """
    {"id":"%s","at":"%s","kind":"%s","iccid":"%s","imei":"3569380000000017","plmn":"204-16","rat":"EUTRAN",\
    "lac_tac":17,"cell_id":4711%s}
    """
        .formatted(id, at, kind, iccid, more);
  }
}
