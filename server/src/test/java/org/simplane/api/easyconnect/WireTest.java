// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.Device;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Machine;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscriber;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Service;
import org.simplane.operator.Status;
import org.simplane.usage.Bearer;
import org.simplane.usage.DayUsage;
import org.simplane.usage.Direction;
import org.simplane.usage.Quota;
import org.simplane.usage.QuotaState;
import org.simplane.usage.UsageTotal;

/** The shapes to the byte; the data are invented. */
final class WireTest {

  private static final Instant ACTIVATED = Instant.parse("2026-02-03T04:05:06.700Z");
  private static final Instant ENDS = Instant.parse("2036-02-01T00:00:00Z");
  private static final String AVAILABLE = "{\"id\":0,\"description\":\"More than 20% available\"}";

  private static String json(Object wire) {
    return new String(WireJson.bytes(wire), StandardCharsets.UTF_8);
  }

  private static Subscription sim(
      Identity identity,
      Standing standing,
      Map<Service, Allowance> allowances,
      Optional<String> label) {
    return new Subscription(
        1,
        1,
        1,
        Subscription.Kind.SIM,
        "key",
        identity,
        standing,
        false,
        Optional.empty(),
        label,
        Subscriber.NONE,
        Device.NONE,
        Machine.NONE,
        List.of(),
        Map.of(),
        allowances,
        ACTIVATED,
        ACTIVATED,
        ACTIVATED,
        1);
  }

  private static Identity bare(String iccid) {
    return new Identity(
        Optional.of(new Iccid(iccid)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Standing standing(
      Status status, Optional<Instant> activated, Optional<Instant> ends) {
    return new Standing(
        status,
        status.name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        activated,
        ends);
  }

  private static Subscription full() {
    Identity identity =
        new Identity(
            Optional.of(new Iccid("8999901000000000017")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Imsi("999010000000001")),
            Optional.of(new Imsi("999020000000001")),
            Optional.of(new Msisdn("882990000000001")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Imei("3569380000000017")),
            Optional.of("10.64.0.1"));
    Map<Service, Allowance> allowances =
        Map.of(
            Service.DATA,
            new Allowance(
                500L << 20, Allowance.State.LOW, Optional.of(ACTIVATED), Optional.empty()),
            Service.SMS,
            new Allowance(
                250, Allowance.State.EXHAUSTED, Optional.of(ACTIVATED), Optional.of(ACTIVATED)));
    return sim(
        identity,
        standing(Status.ACTIVE, Optional.of(ACTIVATED), Optional.of(ENDS)),
        allowances,
        Optional.of("Pump \"7\" ü"));
  }

  private static final String FULL =
      "{\"iccid\":\"8999901000000000017\",\"iccid_with_luhn\":\"89999010000000000179\","
          + "\"imsi\":\"999010000000001\",\"imsi_2\":\"999020000000001\",\"current_imsi\":\"999010000000001\","
          + "\"msisdn\":\"882990000000001\",\"imei\":\"3569380000000017\",\"imei_lock\":false,\"status\":\"Enabled\","
          + "\"activation_date\":\"2026-02-03T04:05:06.700+0000\",\"ip_address\":\"10.64.0.1\",\"current_quota\":500,"
          + "\"quota_status\":{\"id\":1,\"description\":\"Less than 20% available\","
          + "\"threshold_reached_date\":\"2026-02-03T04:05:06.700+0000\"},\"current_quota_SMS\":250,"
          + "\"quota_status_SMS\":{\"id\":2,\"description\":\"No volume available\","
          + "\"threshold_reached_date\":\"2026-02-03T04:05:06.700+0000\","
          + "\"quota_exceeded_date\":\"2026-02-03T04:05:06.700+0000\"},\"label\":\"Pump \\\"7\\\" ü\"";

  @Test
  void showsASimInAList() {
    assertThat(json(List.of(SimWire.of(full())))).isEqualTo("[" + FULL + "}]");
  }

  @Test
  void showsTheEndOfASinglesSimsLifetime() {
    assertThat(json(SimWire.single(full())))
        .isEqualTo(FULL + ",\"lifetime_end_date\":\"2036-02-01T00:00:00.000+0000\"}");
  }

  @Test
  void leavesOutWhatIsAbsentButNotWhatTypedClientsNeed() {
    Subscription bare =
        sim(
            bare("8999901000000000017"),
            standing(Status.INVENTORY, Optional.empty(), Optional.empty()),
            Map.of(),
            Optional.empty());
    assertThat(json(SimWire.single(bare)))
        .isEqualTo(
            "{\"iccid\":\"8999901000000000017\",\"iccid_with_luhn\":\"89999010000000000179\","
                + "\"imei_lock\":false,\"status\":\"Disabled\",\"quota_status\":"
                + AVAILABLE
                + ",\"quota_status_SMS\":"
                + AVAILABLE
                + "}");
  }

  @Test
  void showsNineteenDigitsWhicheverFormIsStored() {
    String both = "\"iccid\":\"8999901000000000017\",\"iccid_with_luhn\":\"89999010000000000179\"";
    for (String stored : List.of("8999901000000000017", "89999010000000000179")) {
      Standing standing = standing(Status.ACTIVE, Optional.empty(), Optional.empty());
      assertThat(json(SimWire.of(sim(bare(stored), standing, Map.of(), Optional.empty()))))
          .contains(both);
    }
  }

  @Test
  void saysEnabledOfActiveSimsAlone() {
    for (Status status : Status.values()) {
      assertThat(SimWire.status(status))
          .isEqualTo(status == Status.ACTIVE ? "Enabled" : "Disabled");
    }
  }

  @Test
  void showsAQuota() {
    assertThat(json(QuotaWire.of(quota(Service.DATA, 500L << 20, 21_023_951))))
        .isEqualTo(
            "{\"volume\":479.949998,\"total_volume\":500,\"expiry_date\":\"2036-02-01 00:00:00\","
                + "\"peak_throughput\":1000000,\"last_volume_added\":500,"
                + "\"last_status_change_date\":\"2026-02-03 04:05:06\",\"threshold_percentage\":20}");
    assertThat(json(QuotaWire.of(quota(Service.SMS, 250, 260))))
        .isEqualTo(
            "{\"volume\":-10,\"total_volume\":250,\"expiry_date\":\"2036-02-01 00:00:00\","
                + "\"last_volume_added\":250,\"last_status_change_date\":\"2026-02-03 04:05:06\","
                + "\"threshold_percentage\":20}");
  }

  private static Quota quota(Service service, long total, long used) {
    return new Quota(
        1,
        service,
        total,
        used,
        total,
        20,
        QuotaState.AVAILABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(ENDS),
        OptionalLong.of(1_000_000),
        ACTIVATED,
        ACTIVATED);
  }

  @Test
  void showsUsageNewestFirstWithATotalAtTheEnd() {
    LocalDate day = LocalDate.of(2026, 7, 1);
    List<DayUsage> usage =
        List.of(
            data(day, Bearer.GPRS_EDGE, 1385, 1000),
            data(day, Bearer.UMTS_3G, 0, 554),
            sms(day, Direction.MOBILE_ORIGINATED, 2),
            sms(day, Direction.MOBILE_TERMINATED, 1));
    String data =
        "\"data\":{\"volume\":\"0.002803\",\"volume_rx\":\"0.001482\",\"volume_tx\":\"0.001321\","
            + "\"cost\":\"0.002803\",\"currency\":{\"id\":1,\"symbol\":\"€\",\"code\":\"EUR\"},"
            + "\"traffic_type\":{\"id\":5,\"description\":\"Data\",\"unit\":\"MB\"}}";
    String sms =
        "\"sms\":{\"volume\":\"3\",\"volume_rx\":\"2\",\"volume_tx\":\"1\",\"cost\":\"3\","
            + "\"currency\":{\"id\":1,\"symbol\":\"€\",\"code\":\"EUR\"},"
            + "\"traffic_type\":{\"id\":6,\"description\":\"SMS\",\"unit\":\"SMS\"}}";
    String none = "{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"}";
    assertThat(json(UsageWire.of(day, day.plusDays(1), usage)))
        .isEqualTo(
            "{\"stats\":[{\"date\":\"2026-07-02\",\"data\":"
                + none
                + ",\"sms\":"
                + none
                + "},"
                + "{\"date\":\"2026-07-01\","
                + data
                + ","
                + sms
                + "},"
                + "{\"date\":\"TOTAL\","
                + data
                + ","
                + sms
                + "}]}");
  }

  @Test
  void showsATotalOfNothingForNoDays() {
    LocalDate day = LocalDate.of(2026, 7, 2);
    assertThat(json(UsageWire.of(day, day.minusDays(1), List.of())))
        .isEqualTo(
            "{\"stats\":[{\"date\":\"TOTAL\",\"data\":{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"},"
                + "\"sms\":{\"volume\":\"0\",\"volume_rx\":\"0\",\"volume_tx\":\"0\"}}]}");
  }

  private static DayUsage data(LocalDate day, Bearer bearer, long up, long down) {
    return new DayUsage(
        day, new UsageTotal(bearer, Direction.UNKNOWN, Optional.empty(), up, down, 60, 1));
  }

  private static DayUsage sms(LocalDate day, Direction direction, long count) {
    return new DayUsage(
        day, new UsageTotal(Bearer.SMS, direction, Optional.empty(), 0, 0, 0, count));
  }

  @Test
  void showsErrorsInTheShapeOfTheOriginal() {
    assertThat(json(ErrorWire.of(404, "No SIM 'x'", ACTIVATED, "/management-api/v1/sims/x")))
        .isEqualTo(
            "{\"timestamp\":\"2026-02-03T04:05:06.700+0000\",\"status\":404,\"error\":\"Not Found\","
                + "\"message\":\"No SIM 'x'\",\"path\":\"/management-api/v1/sims/x\"}");
    assertThat(json(TokenErrorWire.wrongCredentials()))
        .isEqualTo(
            "{\"statusCode\":400,\"errorCode\":\"CognitoAuthenticationError\","
                + "\"message\":\"Incorrect username or password.\"}");
  }
}
