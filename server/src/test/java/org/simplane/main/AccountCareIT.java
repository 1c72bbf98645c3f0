// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.simulator.SimulatedOperators;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.control.Account;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** A whole server over several operators, one of which is in trouble. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountCareIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PROMPT = Duration.ofSeconds(3);
  private static final int SIMS = 8;

  private final Map<String, Long> accounts = new HashMap<>();
  private Ledger ledger;
  private SimulatedOperators operators;
  private Instance instance;
  private V1Caller api;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    operators =
        SimulatedOperators.start(
            folder.resolve("operators"), 0, SIMS, 0, ledger, Clock.systemUTC());
    instance = Instance.start(folder.resolve("data"), Map.of());
    IssuedClient client = instance.client("v1", Role.PORTAL_ADMINISTRATOR);
    api = new V1Caller(instance.url(), client.client().clientId(), client.secret());
    for (String name : List.of("stc", "airlinq", "turkcell", "tmus")) {
      Account known = operators.accounts().get(name);
      Map<String, String> settings = new HashMap<>(known.settings());
      if (name.equals("stc")) {
        // A ticket is carried out after three seconds.
        settings.put("contract", "{\"follow\":{\"settleSeconds\":4}}");
      }
      accounts.put(name, instance.account(known.platform(), settings));
    }
    await().atMost(PATIENCE).until(() -> sims().size() == accounts.size() * SIMS);
  }

  @AfterAll
  void stop() {
    api.close();
    instance.close();
    operators.close();
    ledger.close();
  }

  @Test
  void anOperatorInTroubleHindersNeitherListsNorTheOthers() {
    Backend troubled = operators.backend("stc");

    troubled.fail(new PlannedFault(Fault.SLOW, 2, Optional.empty(), Duration.ofSeconds(4)));
    String slow = api.suspend(stc(1), stc(2));
    assertThat(prompt(turkcell(1))).isEqualTo("DONE");
    assertThat(api.state(slow)).isNotEqualTo("DONE");
    assertThat(api.state(slow)).isNotEqualTo("FAILED");

    String others = api.suspend(airlinq(1));
    api.awaitDone(slow);
    api.awaitDone(others);

    troubled.fail(PlannedFault.next(Fault.SERVER_ERROR, 5));
    for (int i = 0; i < 5; i++) {
      assertThat(
              V1Caller.json(api.post("/accounts/" + api.account("stc") + "/test", ""))
                  .path("works"))
          .isEqualTo(BooleanNode.FALSE);
    }
    assertThat(api.held("stc")).as("after five failures it is left alone").isPositive();
    troubled.fail(PlannedFault.next(Fault.BROKEN_BODY, 1));
    String wrong = api.suspend(stc(3));
    assertThat(prompt(turkcell(2))).isEqualTo("DONE");
    api.awaitDone(wrong);
    await().atMost(PATIENCE).until(() -> api.held("stc") == 0);

    troubled.fail(PlannedFault.next(Fault.REFUSE_CONNECTION, 1));
    String never = api.suspend(stc(4));
    assertThat(api.post("/accounts/" + api.account("stc") + "/synchronise", "").statusCode())
        .isEqualTo(202);
    await().atMost(PATIENCE).until(() -> !api.freshness("stc").path("fresh").asBoolean());
    assertThat(api.freshness("stc").path("reason").asString()).contains("cannot be reached");
    assertThat(api.freshness("stc").path("ageSeconds").asLong()).isLessThan(60);
    assertThat(api.freshness("turkcell").path("fresh").asBoolean()).isTrue();
    assertThat(prompt(turkcell(3))).isEqualTo("DONE");
    assertThat(sims()).hasSize(accounts.size() * SIMS);
    assertThat(api.state(never)).isNotEqualTo("DONE");
    troubled.heal();
    api.awaitDone(never);

    for (int number = 1; number <= 4; number++) {
      assertThat(effects("stc", stc(number))).as(stc(number)).containsExactly("SUSPENDED");
    }
  }

  @Test
  void aLostAnswerIsFoundOutAndNothingIsSentTwice() {
    operators.backend("tmus").fail(lost("/devices/" + tmus(1)));
    operators.backend("stc").fail(lost("/status"));
    String atOnce = api.suspend(tmus(1));
    String later = api.suspend(stc(6));
    api.awaitDone(atOnce);
    api.awaitDone(later);
    assertThat(effects("tmus", tmus(1))).containsExactly("DEACTIVATED");
    assertThat(effects("stc", stc(6))).containsExactly("SUSPENDED");
    assertThat(status(tmus(1))).isEqualTo("SUSPENDED");
    assertThat(status(stc(6))).isEqualTo("SUSPENDED");
  }

  @Test
  void aTokenThatEndedIsRenewedOnceForAllThatWaitForIt() {
    long before = logIns("airlinq");
    operators.backend("airlinq").expireTokens();
    String job = api.suspend(airlinq(2), airlinq(3), airlinq(4), airlinq(5));
    api.awaitDone(job);
    assertThat(logIns("airlinq") - before).isEqualTo(1);
  }

  @Test
  void anAccountIsPausedResumedAndGivenAnotherSecret() {
    String path = "/accounts/" + api.account("turkcell");
    assertThat(api.post(path + "/pause", "").statusCode()).isEqualTo(200);
    String waits = api.suspend(turkcell(5));
    assertThat(api.freshness("turkcell").path("reason").asString()).contains("paused");
    assertThat(prompt(tmus(3))).isEqualTo("DONE");
    assertThat(api.state(waits)).isEqualTo("QUEUED");
    assertThat(api.post(path + "/resume", "").statusCode()).isEqualTo(200);
    api.awaitDone(waits);

    HttpResponse<String> refused =
        api.post(path + "/rotate-secrets", "{\"secrets\":{\"password\":\"guessed\"}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("not accepted").doesNotContain("guessed");
    assertThat(prompt(turkcell(6))).as("the old secret stays").isEqualTo("DONE");
    HttpResponse<String> rotated =
        api.post(path + "/rotate-secrets", "{\"secrets\":{\"password\":\"simulated\"}}");
    assertThat(rotated.statusCode()).isEqualTo(200);
    assertThat(rotated.body()).doesNotContain("simulated");
    assertThat(prompt(turkcell(7))).isEqualTo("DONE");
  }

  private static PlannedFault lost(String path) {
    return new PlannedFault(Fault.TIMEOUT_AFTER_EFFECT, 1, Optional.of(path), Duration.ZERO);
  }

  /** A change of one SIM and a list of all, both of which take no longer than usual. */
  private String prompt(String iccid) {
    long started = System.nanoTime();
    assertThat(sims()).hasSize(accounts.size() * SIMS);
    String job = api.suspend(iccid);
    await().atMost(PATIENCE).until(() -> api.state(job).equals("DONE"));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PROMPT);
    return api.state(job);
  }

  private List<JsonNode> sims() {
    return api.get("/sims?limit=1000").path("items").valueStream().toList();
  }

  private String status(String iccid) {
    return api.get("/sims?iccid=" + iccid).at("/items/0/status").asString();
  }

  /** What a SIM's status was set to, by everything that was carried out. */
  private List<String> effects(String platform, String iccid) {
    return operators.backend(platform).requests(10_000).stream()
        .flatMap(entry -> entry.effects().stream())
        .filter(effect -> effect.subject().equals(iccid) && effect.what().equals("status"))
        .map(effect -> effect.to())
        .toList();
  }

  private long logIns(String platform) {
    return operators.backend(platform).requests(10_000).stream().filter(LedgerEntry::logIn).count();
  }

  private static String stc(int number) {
    return "89999102%011d".formatted(number);
  }

  private static String airlinq(int number) {
    return "89999101%011d".formatted(number);
  }

  private static String turkcell(int number) {
    return "89999103%011d".formatted(number);
  }

  private static String tmus(int number) {
    return "8999906%012d".formatted(number);
  }
}
