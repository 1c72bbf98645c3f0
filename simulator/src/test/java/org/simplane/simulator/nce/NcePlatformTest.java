// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.contract.SettableClock;
import org.simplane.simulator.control.Ledger;
import tools.jackson.databind.JsonNode;

/** How the platform lives, over its wire. */
final class NcePlatformTest {

  private static final String FIRST = "8999902000000000001";

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));

  @Test
  void keepsWhatWasChangedOverARestart() throws Exception {
    try (Ledger ledger = Ledger.open(folder, clock)) {
      try (NcePlatform platform = NcePlatform.start(config(), ledger, clock)) {
        NceClient client = new NceClient(platform.url()).logIn();
        client.send("PUT", "/v1/sims/" + FIRST, "{\"label\":\"Kept\",\"imei_lock\":true}");
      }
      clock.pass(Duration.ofMinutes(5));
      try (NcePlatform platform = NcePlatform.start(config(), ledger, clock)) {
        JsonNode sim = new NceClient(platform.url()).logIn().get("/v1/sims/" + FIRST);
        assertThat(sim.path("label").asString()).isEqualTo("Kept");
        assertThat(sim.path("imei_lock").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void bringsAChangeIntoEffectLaterThanItTakesIt() throws Exception {
    try (Ledger ledger = Ledger.open(folder, clock);
        NcePlatform platform = NcePlatform.start(config(), ledger, clock)) {
      NceClient client = new NceClient(platform.url()).logIn();
      String wish =
          client.get("/v1/sims/" + FIRST).path("status").asString().equals("Enabled")
              ? "Disabled"
              : "Enabled";
      HttpResponse<String> taken =
          client.send("PUT", "/v1/sims/" + FIRST, "{\"status\":\"" + wish + "\"}");
      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body()).isEmpty();
      assertThat(client.get("/v1/sims/" + FIRST).path("status").asString()).isNotEqualTo(wish);
      clock.pass(Duration.ofSeconds(1));
      assertThat(client.get("/v1/sims/" + FIRST).path("status").asString()).isEqualTo(wish);
    }
  }

  @Test
  void usesUpVolumeByPaceAndNeverInTheFuture() throws Exception {
    try (Ledger ledger = Ledger.open(folder, clock);
        NcePlatform platform = NcePlatform.start(config(), ledger, clock)) {
      long quiet = dayAfter(platform);
      platform.pace(50);
      long busy = dayAfter(platform);
      assertThat(quiet).isPositive();
      assertThat(busy).isGreaterThan(20 * quiet);
      JsonNode days =
          new NceClient(platform.url()).logIn().get("/v1/sims/" + FIRST + "/usage").path("stats");
      assertThat(days.path(0).path("date").asString()).isEqualTo("2026-11-23");
      assertThat(days.size()).isEqualTo(15);
    }
  }

  @Test
  void stopsTheTrafficOfADisabledSim() throws Exception {
    try (Ledger ledger = Ledger.open(folder, clock);
        NcePlatform platform = NcePlatform.start(config(), ledger, clock)) {
      NceSims sims = platform.sims();
      for (NceSim sim : sims.all()) {
        sims.put(sim.with(sim.line().with(new SimUpdate(false, null, null), clock.instant())));
      }
      assertThat(dayAfter(platform)).isZero();
    }
  }

  @Test
  void makesTheSamePopulationOfTheSameSeed() {
    Instant now = clock.instant();
    Population one = new Population(5, 1);
    assertThat(one.sim(17, now)).isEqualTo(new Population(5, 1).sim(17, now));
    assertThat(one.sim(17, now)).isNotEqualTo(new Population(6, 1).sim(17, now));
  }

  @Test
  void takesTenRequestsASecondAndNoMore() throws Exception {
    try (Ledger ledger = Ledger.open(folder, clock);
        NcePlatform platform =
            NcePlatform.start(config().withRequestsPerSecond(10), ledger, clock)) {
      NceClient client = new NceClient(platform.url()).logIn();
      for (int i = 0; i < 10; i++) {
        assertThat(client.send("GET", "/v1/sims?pageSize=1", "").statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = client.send("GET", "/v1/sims?pageSize=1", "");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      clock.pass(Duration.ofSeconds(1));
      assertThat(client.send("GET", "/v1/sims?pageSize=1", "").statusCode()).isEqualTo(200);
    }
  }

  /** All bytes that one day adds. */
  private long dayAfter(NcePlatform platform) {
    long before = used(platform);
    clock.pass(Duration.ofDays(1));
    return used(platform) - before;
  }

  private static long used(NcePlatform platform) {
    return platform.sims().all().stream()
        .mapToLong(
            sim -> platform.sims().find(sim.card().iccid()).orElseThrow().traffic().data().used())
        .sum();
  }

  private NceConfig config() {
    return NceConfig.in(folder.resolve("nce")).withPopulation(3, 40).withRequestsPerSecond(0);
  }
}
