// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;

/**
 * A whole server over operators one of which keeps its callers waiting, or asks for fewer calls.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatorHangsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PROMPT = Duration.ofSeconds(3);

  private CmoHouse house;
  private Backend stc;
  private Backend airlinq;
  private V1Caller api;
  private String reader;

  @BeforeAll
  void start(@TempDir Path folder) {
    house =
        new CmoHouse(
            folder, List.of("turkcell", "airlinq"), Map.of("operator.time-limit", "1 second"));
    stc = house.operators.backend("stc");
    airlinq = house.operators.backend("airlinq");
    Map<String, String> settings = new HashMap<>(house.operators.accounts().get("stc").settings());
    // A ticket is carried out after three seconds.
    settings.put("contract", "{\"follow\":{\"settleSeconds\":4}}");
    house.instance.account("stc", settings);
    reader = house.token(Role.READ_ONLY);
    IssuedClient client = house.instance.client("v1", Role.PORTAL_ADMINISTRATOR);
    api = new V1Caller(house.instance.url(), client.client().clientId(), client.secret());
    await().atMost(PATIENCE).until(() -> list().path("entities").size() == 3 * CmoHouse.SIMS);
  }

  @AfterEach
  void heal() {
    stc.heal();
    airlinq.heal();
  }

  @AfterAll
  void stop() {
    api.close();
    house.close();
  }

  @Test
  void operatorsThatNeverAnswerOrStopInTheMiddleHoldUpNobodyElse() {
    stc.fail(forGood(Fault.HANG, Duration.ZERO));
    airlinq.fail(forGood(Fault.HALF_ANSWER, Duration.ZERO));
    String neverAnswered = api.suspend(stc(1));
    String halfAnswered = api.suspend(airlinq(1));
    synchronise("stc");
    synchronise("airlinq");
    long started = System.nanoTime();
    JsonNode whileTheyHang = list();
    api.awaitDone(api.suspend(turkcell(1)));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PROMPT);
    assertThat(whileTheyHang.path("entities")).hasSize(3 * CmoHouse.SIMS);
    for (String name : List.of("stc", "airlinq")) {
      await().atMost(PATIENCE).until(() -> !source(name).path("fresh").asBoolean());
      JsonNode missing = source(name);
      assertThat(missing.path("reason").asString()).contains("did not answer within 1 s");
      assertThat(Instant.parse(missing.path("asOf").asString()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(api.freshness(name).path("ageSeconds").asLong(-1)).isBetween(0L, 60L);
    }
    assertThat(source("turkcell").path("fresh").asBoolean()).isTrue();
    assertThat(api.state(neverAnswered)).isNotIn("DONE", "FAILED");

    heal();
    api.awaitDone(neverAnswered);
    api.awaitDone(halfAnswered);
    assertThat(effects(stc, stc(1))).containsExactly("SUSPENDED");
    assertThat(effects(airlinq, airlinq(1))).containsExactly("SUSPEND");
  }

  @Test
  void operatorsThatAskForFewerCallsGetThemAndTheOthersAreCalledAsBefore() {
    stc.fail(forGood(Fault.FEW_CALLS_LEFT, Duration.ofSeconds(1)));
    assertThat(api.post("/accounts/" + api.account("stc") + "/test", "").statusCode())
        .isEqualTo(200);
    assertThat(requests(stc, Instant.EPOCH).getLast().fault()).contains(Fault.FEW_CALLS_LEFT);
    airlinq.fail(new PlannedFault(Fault.THROTTLED, 1, Optional.empty(), Duration.ofSeconds(3)));
    String leftAlone = api.suspend(airlinq(3));
    await().atMost(PATIENCE).until(() -> api.held("airlinq") > 0);

    Instant told = Instant.now();
    String slow = api.suspend(stc(4), stc(5));
    api.awaitDone(api.suspend(turkcell(4), turkcell(5), turkcell(6)));
    assertThat(Duration.between(told, Instant.now())).isLessThan(PROMPT);
    assertThat(api.held("turkcell")).isZero();
    assertThat(api.state(slow)).isNotEqualTo("DONE");
    api.awaitDone(slow);
    api.awaitDone(leftAlone);
    assertThat(requests(airlinq, told).getFirst().at()).isAfter(told.plusMillis(2_000));
    List<Instant> calls = requests(stc, told).stream().map(LedgerEntry::at).toList();
    assertThat(
            IntStream.range(1, calls.size())
                .mapToObj(i -> Duration.between(calls.get(i - 1), calls.get(i))))
        .as("one call a second: %s", calls)
        .hasSizeGreaterThan(1)
        .allMatch(gap -> gap.toMillis() > 800);
  }

  private static PlannedFault forGood(Fault fault, Duration delay) {
    return new PlannedFault(fault, 1000, Optional.empty(), delay);
  }

  private static List<LedgerEntry> requests(Backend backend, Instant since) {
    return backend.requests(10_000).stream()
        .filter(entry -> !entry.logIn() && entry.at().isAfter(since))
        .toList();
  }

  private JsonNode list() {
    return house.ask(reader, "GET", house.tenant() + "/product?pageSize=100", "", "").is(200);
  }

  /** What the list says of an account that its products come from. */
  private JsonNode source(String name) {
    return list()
        .path("sources")
        .valueStream()
        .filter(source -> source.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void synchronise(String name) {
    HttpResponse<String> answer = api.post("/accounts/" + api.account(name) + "/synchronise", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static List<String> effects(Backend platform, String iccid) {
    return platform.requests(10_000).stream()
        .flatMap(entry -> entry.effects().stream())
        .filter(effect -> effect.subject().equals(iccid))
        .filter(effect -> Set.of("status", "state").contains(effect.what()))
        .map(effect -> effect.to())
        .toList();
  }

  private static String airlinq(int number) {
    return "89999101%011d".formatted(number);
  }

  private static String stc(int number) {
    return "89999102%011d".formatted(number);
  }

  private static String turkcell(int number) {
    return "89999103%011d".formatted(number);
  }
}
