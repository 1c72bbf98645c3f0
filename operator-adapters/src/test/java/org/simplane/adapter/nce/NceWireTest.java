// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.QuotaReports.QuotaReport;
import org.simplane.operator.Service;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.UsageReports.DayUsage;

/** Bodies in the shapes that were recorded and documented, with data of our own. */
final class NceWireTest {

  @Test
  void readsASimAsRecordedIn2021() throws IOException {
    Sim sim = read("sim-2021.json", SimWire.class).sim();
    assertThat(sim.ref().operatorKey()).isEqualTo("8999902000000000017");
    assertThat(sim.status()).isEqualTo(Status.ACTIVE);
    assertThat(sim.operatorStatus()).isEqualTo("Activated");
    assertThat(sim.iccid()).contains(new Iccid("8999902000000000017"));
    assertThat(sim.imei()).contains(new Imei("0049990100001701"));
    assertThat(sim.activatedAt()).contains(Instant.parse("2021-08-26T12:13:02Z"));
    assertThat(sim.label()).contains("Pump 17");
    assertThat(sim.imeiLock()).contains(false);
  }

  @Test
  void readsASimOfToday() throws IOException {
    Sim sim = read("sim-today.json", SimWire.class).sim();
    assertThat(sim.status()).isEqualTo(Status.SUSPENDED);
    assertThat(sim.imsi()).contains(new Imsi("999020000000018"));
    assertThat(sim.imei()).as("the filler is dropped").contains(new Imei("00499901000018"));
    assertThat(sim.label()).isEmpty();
    assertThat(sim.imeiLock()).contains(true);
  }

  @Test
  void keepsASimOfWhichLittleMakesSense() throws IOException {
    Sim sim = read("sim-odd.json", SimWire.class).sim();
    assertThat(sim.status()).isEqualTo(Status.UNKNOWN);
    assertThat(sim.operatorStatus()).isEqualTo("Hibernating");
    assertThat(sim.iccid()).isPresent();
    assertThat(sim.imsi()).isEmpty();
    assertThat(sim.msisdn()).isEmpty();
    assertThat(sim.imei()).isEmpty();
    assertThat(sim.activatedAt()).isEmpty();
  }

  @Test
  void readsQuotasInBytesAndMessages() throws IOException {
    assertThat(read("quota-data.json", QuotaWire.class).report(Service.DATA))
        .contains(
            new QuotaReport(
                Service.DATA,
                524_288_000,
                503_264_049,
                20,
                Optional.of(Instant.parse("2031-11-26T00:00:00Z"))));
    QuotaReport overdrawn =
        read("quota-overdrawn.json", QuotaWire.class).report(Service.DATA).orElseThrow();
    assertThat(overdrawn.remaining()).isEqualTo(-524_288);
    assertThat(overdrawn.expiresAt()).contains(Instant.parse("2031-11-26T00:00:00Z"));
    assertThat(Json.read("{}".getBytes(UTF_8), QuotaWire.class).orElseThrow().report(Service.SMS))
        .isEmpty();
  }

  @Test
  void readsDaysAndNeitherTheirSumNorIdleOnes() throws IOException {
    assertThat(read("usage.json", UsageWire.class).stats())
        .flatExtracting(daily -> daily.day().stream().toList())
        .containsExactly(
            new DayUsage(LocalDate.parse("2021-11-14"), 1385, 1554, 2, 1),
            new DayUsage(LocalDate.parse("2021-11-12"), 1_048_576, 1_048_576, 0, 0));
    assertThat(Json.read("{}".getBytes(UTF_8), UsageWire.class)).isEmpty();
  }

  @Test
  void readsTokensOfBothGenerations() throws IOException {
    assertThat(read("token-2018.json", TokenWire.class))
        .isEqualTo(new TokenWire("6ba7b810-9dad-11d1-80b4-00c04fd43abc", 3599L));
    assertThat(read("token-today.json", TokenWire.class))
        .isEqualTo(new TokenWire("an.opaque.and-much-longer_token", 3600L))
        .asString()
        .doesNotContain("opaque");
  }

  private static <T> T read(String name, Class<T> type) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(NceWireTest.class.getResourceAsStream("/nce/" + name), name)) {
      return Json.read(file.readAllBytes(), type).orElseThrow();
    }
  }
}
