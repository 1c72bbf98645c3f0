// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.contract.SettableClock;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.Request;
import org.simplane.simulator.galaxy1.Galaxy1Wire;
import org.simplane.simulator.iota.IotaWire;
import tools.jackson.databind.JsonNode;

/** What becomes of a platform's subscriptions in the course of time. */
final class BackendTest {

  private static final String AFLOAT = "8999910400000000001";
  private static final String SUSPENDED = "8999910400000000003";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  @TempDir private Path folder;
  @AutoClose private Ledger ledger;
  @AutoClose private Backend backend;

  @BeforeEach
  void start() throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), clock);
    backend = backend(2);
  }

  @Test
  void whatIsInUseUsesMoreAndMovesOn() {
    double before = megabytes(AFLOAT);
    JsonNode place = place(AFLOAT);
    double suspended = megabytes(SUSPENDED);
    clock.pass(Duration.ofHours(10));
    assertThat(megabytes(AFLOAT)).isBetween(before + 200, before + 800);
    assertThat(place(AFLOAT)).isNotEqualTo(place);
    assertThat(megabytes(SUSPENDED)).isEqualTo(suspended);
  }

  @Test
  void whatWasUsedStaysUsed() throws Exception {
    double start = megabytes(AFLOAT);
    clock.pass(Duration.ofHours(10));
    double used = megabytes(AFLOAT) - start;
    assertThat(used).isPositive();
    backend.put(AFLOAT, Answers.object().put("state", "SUSPENDED"));
    clock.pass(Duration.ofHours(10));
    assertThat(megabytes(AFLOAT) - start).isEqualTo(used);

    backend.put(AFLOAT, Answers.object().put("state", "ACTIVE"));
    clock.pass(Duration.ofHours(10));
    backend.pace(0);
    clock.pass(Duration.ofHours(10));
    assertThat(megabytes(AFLOAT) - start).isBetween(2 * used - 2, 2 * used + 2);

    backend.close();
    backend = backend(0);
    assertThat(megabytes(AFLOAT) - start).isBetween(2 * used - 2, 2 * used + 2);
  }

  @Test
  void ioTAcceleratorTellsHowManyCallsAreLeftInTheSecond() throws IOException {
    BackendConfig limited =
        new BackendConfig(folder.resolve("iota"), 0, 1, Duration.ZERO, "user", "key", 2);
    try (Backend iota = Backend.start(limited, new IotaWire(), ledger, clock)) {
      Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
      String logIn =
          "grant_type=password&client_id=cm-public-api-client&username=user&password=key";
      String token =
          Records.JSON
              .readTree(
                  iota.answer(new Request("POST", "/iot/api/auth/token", Map.of(), form, logIn))
                      .body())
              .path("access_token")
              .asString();
      Request search =
          new Request(
              "GET",
              "/iot/api/subscriptions/details",
              Map.of(),
              Map.of("authorization", "Bearer " + token),
              "");
      String left = "X-RateLimit-Remaining-Second";
      assertThat(iota.answer(search).headers()).containsEntry(left, "1");
      assertThat(iota.answer(search).headers()).containsEntry(left, "0");
      assertThat(iota.answer(search))
          .satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsEntry(left, "0");
          });
      clock.pass(Duration.ofSeconds(1));
      assertThat(iota.answer(search).status()).isEqualTo(200);
    }
  }

  private Backend backend(double pace) throws IOException {
    return Backend.start(
        new BackendConfig(folder.resolve("galaxy1"), 0, 5, Duration.ZERO, "user", "key", 0, pace),
        new Galaxy1Wire(),
        ledger,
        clock);
  }

  private double megabytes(String iccid) {
    return get(iccid + "/usage").path("megabytes").asDouble();
  }

  private JsonNode place(String iccid) {
    return get(iccid).at("/service/terminal/position");
  }

  private JsonNode get(String path) {
    return Records.JSON.readTree(
        backend
            .answer(
                new Request(
                    "GET", "/ibis/v1/services/" + path, Map.of(), Map.of("x-api-key", "key"), ""))
            .body());
  }
}
