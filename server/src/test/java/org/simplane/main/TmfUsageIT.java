// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.access.Role;
import org.simplane.account.Account;
import org.simplane.account.AccountPatch;
import org.simplane.account.Accounts;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;

/** TMF677 on a whole server, with the consumption that simulated platforms count. */
@Timeout(120)
final class TmfUsageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String QUERY = TmfHouse.USAGE + "/queryUsageConsumption";
  private static final String SLOW = "TMSP-89999105%011d";

  @TempDir private static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void open() throws IOException {
    house = new TmfHouse(folder, 20, Duration.ZERO);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static JsonNode data(JsonNode report) {
    return report
        .path("bucketRefOrValue")
        .valueStream()
        .filter(bucket -> bucket.path("usageType").asString().equals("data"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> levels(JsonNode bucket) {
    return bucket
        .path("bucketCounter")
        .valueStream()
        .map(counter -> counter.path("level").asString())
        .toList();
  }

  @Test
  void aQuestionWithCriteriaIsAnsweredAtOnce() {
    JsonNode answers =
        house
            .get(QUERY + "?product.id=" + SLOW.formatted(1) + "," + SLOW.formatted(10))
            .is(200)
            .json();
    assertThat(answers).hasSize(1);
    JsonNode reports = answers.get(0).path("usageConsumption");
    assertThat(reports.valueStream().map(one -> one.path("state").asString()))
        .containsExactly("done", "done");
    // Cellular traffic alone is the global level; with satellite traffic there are three.
    assertThat(levels(data(reports.get(0)))).containsExactly("global");
    JsonNode both = data(reports.get(1));
    assertThat(levels(both)).containsExactlyInAnyOrder("global", "cellular", "satellite");
    List<Double> used =
        both.path("bucketCounter")
            .valueStream()
            .map(counter -> counter.path("value").path("amount").asDouble())
            .toList();
    assertThat(used.get(0)).isEqualTo(used.get(1) + used.get(2));
    assertThat(both.path("bucketCounter").get(0).path("valueName").asString()).endsWith(" KB");
  }

  @Test
  void aQuestionThatIsKeptIsPolled() {
    String products =
        IntStream.rangeClosed(1, 20)
            .mapToObj(number -> "{\"id\": \"" + "JASPER-8999907%012d".formatted(number) + "\"}")
            .collect(Collectors.joining(","));
    TmfHouse.Answered created =
        house
            .post(
                QUERY,
                "{\"searchCriteria\": {\"product\": [%s, {\"id\": \"JASPER-1\"}]}}"
                    .formatted(products))
            .is(201);
    String path = QUERY + "/" + created.json().path("id").asString();
    assertThat(created.header("Location")).endsWith(path);
    JsonNode done =
        await()
            .atMost(PATIENCE)
            .until(
                () -> house.get(path).is(200).json(),
                query -> query.path("state").asString().equals("done"));
    List<String> states =
        done.path("usageConsumption")
            .valueStream()
            .map(report -> report.path("state").asString())
            .toList();
    assertThat(states).hasSize(21);
    assertThat(states.subList(0, 20)).containsOnly("done");
    assertThat(states.getLast()).isEqualTo("terminatedWithError");
    assertThat(done.path("usageConsumption").get(20).path("description").asString())
        .contains("JASPER-1");
    assertThat(
            house.get(QUERY).is(200).json().valueStream().map(query -> query.path("id").asString()))
        .contains(done.path("id").asString());
    String stranger = house.strangersToken();
    assertThat(house.send("GET", path, "", "", stranger).status()).isEqualTo(404);
    assertThat(house.send("DELETE", path, "", "", stranger).status()).isEqualTo(404);
    assertThat(house.send("GET", QUERY, "", "", stranger).json()).isEmpty();
    house.delete(path).is(204);
    assertThat(house.get(path).status()).isEqualTo(404);
    assertThat(house.delete(path).status()).isEqualTo(404);
  }

  @Test
  void whoLooksOnFromAboveGivesACustomersQuestionNoAnswersOfTheirOwn() {
    String customer = house.customersToken(SLOW.formatted(7).substring("TMSP-".length()));
    String strange = SLOW.formatted(5);
    String path =
        QUERY
            + "/"
            + house
                .send(
                    "POST",
                    QUERY,
                    "{\"searchCriteria\": {\"product\": [{\"id\": \"%s\"}]}}".formatted(strange),
                    "application/json",
                    customer)
                .is(201)
                .json()
                .path("id")
                .asString();
    assertThat(answered(path, customer)).isEqualTo("terminatedWithError");
    // As if the server had been killed at work.
    house.instance.database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "update tmf_usage_query set finished = false, reports = '{}', alive_at = alive_at - interval '1 hour'"
                    + " where asked->>0 = ?",
                strange));
    house.get(path).is(200);
    assertThat(answered(path, customer)).isEqualTo("terminatedWithError");
  }

  @Test
  void aCustomerIsToldOfTheOperatorThatFailsAndNotWhatTheAccountAboveIsCalled() {
    Accounts accounts = house.instance.features.accounts;
    Caller owner = house.instance.caller;
    Account account =
        accounts.all(owner.scope()).values().stream()
            .filter(one -> one.operatorName().equals("TMSP"))
            .findFirst()
            .orElseThrow();
    rename(accounts, owner, account, "Rahmenvertrag 17");
    String sim = SLOW.formatted(8);
    String customer = house.customersToken(sim.substring("TMSP-".length()));
    String path = "/tmf-api/productInventory/v4/product/" + sim + "-simCard";
    house.tmsp.fail(PlannedFault.next(Fault.TIMEOUT_BEFORE_EFFECT, 10));
    try {
      String failed =
          house.send("GET", QUERY + "?product.id=" + sim, "", "", customer).is(200).text();
      assertThat(failed).contains("TMSP broke").doesNotContain("Rahmenvertrag");
      var _ = accounts.pause(owner, account.id());
      String paused =
          house.send("GET", QUERY + "?product.id=" + sim, "", "", customer).is(200).text();
      assertThat(paused).contains("The account at TMSP is paused").doesNotContain("Rahmenvertrag");
      assertThat(house.send("GET", path, "", "", customer).is(200).text())
          .doesNotContain("Rahmenvertrag");
    } finally {
      house.tmsp.heal();
      var _ = accounts.resume(owner, account.id());
      rename(accounts, owner, account, account.name());
    }
  }

  private static void rename(Accounts accounts, Caller owner, Account account, String name) {
    var _ =
        accounts.update(
            owner,
            account.id(),
            new AccountPatch(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            OptionalLong.empty(),
            false);
  }

  private static String answered(String path, String token) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> house.send("GET", path, "", "", token).is(200).json().path("state").asString(),
            state -> !List.of("accepted", "inProgress").contains(state));
  }

  @Test
  void aPlatformThatFailsIsSaidSoForItsProductsAlone() {
    house.intelsat.fail(PlannedFault.next(Fault.SERVER_ERROR, 50));
    try {
      String terminal =
          house
              .get(TmfHouse.SERVICES + "/service?limit=1000")
              .json()
              .valueStream()
              .map(one -> one.path("id").asString())
              .filter(id -> id.startsWith("INTELSAT"))
              .findFirst()
              .orElseThrow();
      JsonNode reports =
          house
              .get(QUERY + "?product.id=" + terminal + "," + SLOW.formatted(2))
              .is(200)
              .json()
              .get(0)
              .path("usageConsumption");
      assertThat(reports.get(0).path("state").asString()).isEqualTo("terminatedWithError");
      assertThat(reports.get(0).path("description").asString()).isNotEmpty();
      assertThat(reports.get(1).path("state").asString()).isEqualTo("done");
    } finally {
      house.intelsat.heal();
    }
  }

  @Test
  void badInputIsToldApart() {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{",
            "{\"searchCriteria\": 7}",
            "{\"searchCriteria\": {}}",
            "{\"searchCriteria\": {\"product\": []}}",
            "{\"searchCriteria\": {\"product\": [{}]}}",
            "{\"searchCriteria\": {\"product\": [{\"id\": 7}]}}")) {
      assertThat(house.post(QUERY, body).status()).as(body).isEqualTo(400);
    }
    assertThat(
            house
                .post(QUERY, "{\"searchCriteria\": {\"logicalResource\": [{\"id\": \"1\"}]}}")
                .status())
        .isEqualTo(501);
    for (String query : List.of("color=red", "product.id.gt=a", "limit=x", "offset=-1")) {
      assertThat(house.get(QUERY + "?" + query).status()).as(query).isEqualTo(400);
    }
    assertThat(house.get(QUERY + "/x").status()).isEqualTo(404);
    assertThat(house.delete(QUERY + "/x").status()).isEqualTo(404);
    assertThat(house.send("GET", QUERY, "", "", "").status()).isEqualTo(401);
    assertThat(house.send("GET", QUERY, "", "", house.token(Role.READ_ONLY)).status())
        .isEqualTo(200);
  }
}
