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
