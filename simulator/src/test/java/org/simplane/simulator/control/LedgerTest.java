// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final Effect EFFECT = new Effect("8999902000000000001", "status", "on", "off");

  @Test
  void outlivesItsProcess(@TempDir Path folder) throws IOException {
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      add(ledger, "PUT", "{\"a\":1}", Map.of());
    }
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      assertThat(add(ledger, "GET", "", Map.of()).number()).isEqualTo(2);
      assertThat(ledger.recent("nce", 10)).hasSize(1);
    }
    List<LedgerEntry> entries = Ledger.read(folder);
    assertThat(entries).extracting(LedgerEntry::method).containsExactly("PUT", "GET");
    assertThat(entries.getFirst().effects()).containsExactly(EFFECT);
    assertThat(entries.getFirst().body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void goesOnBehindALineThatAKillCutInHalf(@TempDir Path folder) throws IOException {
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      add(ledger, "PUT", "", Map.of());
    }
    Files.writeString(
        folder.resolve("ledger-2026-11-21.ndjson"),
        "{\"number\":2,\"at\"",
        StandardOpenOption.APPEND);
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      add(ledger, "GET", "", Map.of());
    }
    assertThat(Ledger.read(folder)).extracting(LedgerEntry::method).containsExactly("PUT", "GET");
  }

  @Test
  void keepsNoTokensAndNoLogInBodies(@TempDir Path folder) throws IOException {
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      Request request =
          new Request(
              "POST",
              "/oauth/token",
              Map.of("access_token", "hush"),
              Map.of("authorization", "Basic hush"),
              "password=hush");
      ledger.record("nce", request, true, Optional.empty(), 200, List.of());
    }
    assertThat(Files.readString(folder.resolve("ledger-2026-11-21.ndjson"))).doesNotContain("hush");
  }

  @Test
  void remembersNoMoreThanItCanHold(@TempDir Path folder) throws IOException {
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      String large = "x".repeat(1_000_000);
      for (int i = 0; i < 40; i++) {
        add(ledger, "POST", large, Map.of());
      }
      assertThat(ledger.recent("nce", 100)).hasSizeBetween(30, 35);
    }
    assertThat(Ledger.read(folder)).hasSize(40);
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      assertThat(add(ledger, "GET", "", Map.of()).number()).isEqualTo(41);
    }
  }

  @Test
  void dropsFilesOlderThanAWeek(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ledger-2026-11-13.ndjson"), "");
    Files.writeString(folder.resolve("ledger-2026-11-14.ndjson"), "");
    try (Ledger ledger = Ledger.open(folder, CLOCK)) {
      add(ledger, "GET", "", Map.of());
    }
    assertThat(folder.resolve("ledger-2026-11-13.ndjson")).doesNotExist();
    assertThat(folder.resolve("ledger-2026-11-14.ndjson")).exists();
  }

  private static LedgerEntry add(
      Ledger ledger, String method, String body, Map<String, String> query) {
    Request request = new Request(method, "/v1/sims", query, Map.of(), body);
    return ledger.record("nce", request, false, Optional.empty(), 200, List.of(EFFECT));
  }
}
