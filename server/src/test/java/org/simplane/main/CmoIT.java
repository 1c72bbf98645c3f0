// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.main.CmoHouse.Answered;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** The CMO API over several simulated operators at once. */
@Timeout(120)
final class CmoIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PATCH = "application/json-patch+json";
  private static final String QUERY = "application/json-patch-query+json";

  @TempDir private static Path folder;
  private static CmoHouse house;
  private static String token;

  @BeforeAll
  static void start() {
    house = new CmoHouse(folder, List.of("jasper", "tmsp", "intelsat", "galaxy1"), Map.of());
    token = house.token(Role.API_ACCESS);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static Answered get(String path) {
    return house.ask(token, "GET", house.tenant() + path, "", "");
  }

  private static Answered patch(String id, String type, String body) {
    return house.ask(token, "PATCH", house.tenant() + "/product/" + id, body, type);
  }

  private static String status(String value) {
    return "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"" + value + "\"}]";
  }

  private static String sim(String operator, int number) {
    return operator.equals("TMSP")
        ? "TMSP-89999105%011d".formatted(number)
        : "JASPER-8999907%012d".formatted(number);
  }

  private static String statusOf(String id) {
    return get("/product/" + id + "-simCard").is(200).get("status").asString();
  }

  private static JsonNode characteristic(JsonNode product, String name) {
    for (JsonNode one : product.get("productCharacteristic")) {
      if (one.get("name").asString().equals(name)) {
        return one.get("value");
      }
    }
    throw new AssertionError("No " + name + " in " + product);
  }

  @Test
  void oneListHasTheProductsOfEveryOperator() {
    Set<String> systems = new HashSet<>();
    List<String> ids = new ArrayList<>();
    String next = house.instance.url() + CmoHouse.BASE + house.tenant() + "/product?pageSize=10";
    while (next != null) {
      JsonNode page = house.ask(token, "GET", next, "", "").is(200);
      next = null;
      for (JsonNode link : page.get("links")) {
        next = link.get("type").asString().equals("next") ? link.get("url").asString() : next;
      }
      for (JsonNode entity : page.get("entities")) {
        ids.add(entity.get("id").asString());
        systems.add(entity.get("id").asString().split("-")[0]);
        assertThat(entity.get("relatedParty")).hasSize(1);
        assertThat(
                characteristic(
                    entity,
                    entity.get("connectivityType").asString().equals("CELLULAR")
                        ? "ICCID"
                        : "serialNumber"))
            .isNotNull();
      }
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(4 * CmoHouse.SIMS);
    assertThat(systems).containsExactlyInAnyOrder("JASPER", "TMSP", "INTELSAT", "GALAXY1");
  }

  @Test
  void aListSaysHowOldItIsAndShowsWhatWasAskedFor() {
    JsonNode page =
        get("/product?pageSize=2&pageNumber=1&fields=id,connectivityType,status").is(200);
    assertThat(page.get("statistics").toString()).isEqualTo("{\"currentPage\":1,\"pageSize\":2}");
    assertThat(page.get("entities").get(0).propertyNames())
        .containsExactlyInAnyOrder("id", "connectivityType", "status");
    assertThat(page.get("sources")).hasSize(4);
    assertThat(page.get("sources").get(0).get("asOf")).isNotNull();
    assertThat(get("/product?fields=nonsense").is(200).get("entities")).isEmpty();
    assertThat(get("/product/?pageNumber=1000").is(200).get("entities")).isEmpty();
    assertThat(get("/product?pageSize=0").is(400).get("errors").get(0).get("field").asString())
        .isEqualTo("pageSize");
  }

  @Test
  void aProductHasItsSubProducts() {
    // Control Center's list shows less than a single read: the rest comes by and by.
    await()
        .atMost(PATIENCE)
        .until(() -> get("/product/" + sim("JASPER", 1)).is(200).has("productOffering"));
    JsonNode bundle = get("/product/" + sim("JASPER", 1)).is(200);
    assertThat(types(bundle)).containsExactly("simCard", "dataConnectivity", "usageVolume");
    assertThat(characteristic(bundle, "SYSTEM").asString()).isEqualTo("JASPER");
    assertThat(bundle.get("productOffering").get("name").asString()).isEqualTo("Global 1 GB");
    JsonNode simCard = get("/product/" + sim("JASPER", 1) + "-simCard").is(200);
    assertThat(characteristic(simCard, "ICCID").asString()).isEqualTo("8999907000000000001");
    assertThat(
            characteristic(
                    get("/product/" + sim("JASPER", 1) + "-dataConnectivity").is(200),
                    "communicationPlan")
                .asString())
        .isEqualTo("Data LTE SMS");
    JsonNode usage = get("/product/" + sim("JASPER", 1) + "-usageVolume-data").is(200);
    assertThat(usage.get("bucketCounter").get(0).get("level").asString()).isEqualTo("GLOBAL");
    assertThat(usage.get("bucketCounter").get(0).get("value").get("amount").decimalValue())
        .isEqualByComparingTo("15122.913086");
  }

  @Test
  void satelliteProductsHaveATerminalAndSomeASimCardBesideIt() {
    assertThat(types(get("/product/" + first("INTELSAT")).is(200)))
        .containsExactly("terminal", "usageVolume");
    String both = first("GALAXY1");
    assertThat(types(get("/product/" + both).is(200)))
        .containsExactly("simCard", "terminal", "usageVolume");
    assertThat(get("/product/" + both + "-dataConnectivity").is(404).get("status").intValue())
        .isEqualTo(404);
    assertThat(
            patch(both + "-simCard", PATCH, status("SUSPENDED")).is(400).get("detail").asString())
        .contains("does not let statuses be changed");
  }

  private static List<String> types(JsonNode bundle) {
    List<String> types = new ArrayList<>();
    bundle
        .get("productRelationship")
        .forEach(one -> types.add(one.get("product").get("@type").asString()));
    return types;
  }

  private static String first(String system) {
    for (JsonNode entity : get("/product?pageSize=100").is(200).get("entities")) {
      if (entity.get("id").asString().startsWith(system)) {
        return entity.get("id").asString();
      }
    }
    throw new AssertionError("None of " + system);
  }

  @Test
  void aSynchronousOperatorsSimIsSuspendedInTheAnswer() {
    JsonNode done = patch(sim("JASPER", 3) + "-simCard", PATCH, status("SUSPENDED")).is(200);
    assertThat(done.get("status").asString()).isEqualTo("SUSPENDED");
    assertThat(done.get("id").asString()).isEqualTo(sim("JASPER", 3) + "-simCard");
    assertThat(statusOf(sim("JASPER", 3))).isEqualTo("SUSPENDED");
  }

  @Test
  void anAsynchronousOperatorsSimIsSuspendedAfterTheAnswerAndAMonitorTells() {
    Answered accepted = patch(sim("TMSP", 1) + "-simCard", PATCH, status("SUSPENDED"));
    JsonNode monitor = accepted.is(202);
    assertThat(monitor.get("state").asString()).isEqualTo("InProgress");
    assertThat(monitor.get("id").asString()).matches("8999910500000000001-\\d{13}");
    assertThat(monitor.get("response").get("statusCode").intValue()).isEqualTo(202);
    assertThat(monitor.get("sourceHref").asString()).endsWith(sim("TMSP", 1) + "-simCard");
    assertThat(accepted.header("Location")).contains(monitor.get("href").asString());
    JsonNode over = awaitEnd(monitor);
    assertThat(over.get("state").asString()).isEqualTo("Completed");
    assertThat(over.get("response").get("body").get("status").asString()).isEqualTo("SUSPENDED");
    assertThat(statusOf(sim("TMSP", 1))).isEqualTo("SUSPENDED");
    house.ask(token, "DELETE", monitor.get("href").asString(), "", "").is(409);
  }

  private static JsonNode awaitEnd(JsonNode monitor) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> house.ask(token, "GET", monitor.get("href").asString(), "", "").is(200),
            now -> !now.get("state").asString().equals("InProgress"));
  }

  @Test
  void aSimOfTheOwnNetworkIsSuspendedInTheAnswer() {
    String iccid = "8988247000000000001";
    Features features = house.instance.features;
    long own = house.instance.account("own", Map.of());
    features.database.useTransaction(transaction ->
        features.subscriptions.upsertFromOperator(
            transaction,
            house.instance.tenant.id(),
            own,
            List.of(
                new Sim(
                    new SubscriptionRef(iccid, iccid),
                    Status.ACTIVE,
                    "PRODUCTIVE",
                    Optional.of(BillingPhase.PRODUCTIVE),
                    Optional.of(new Iccid(iccid)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            house.instance.clock.instant()));
    JsonNode done = patch("OWN-" + iccid + "-simCard", PATCH, status("SUSPENDED")).is(200);
    assertThat(done.get("status").asString()).isEqualTo("SUSPENDED");
    assertThat(get("/product/OWN-" + iccid + "-usageVolume-data").is(200).get("bucketCounter"))
        .hasSize(1);
    features.database.useTransaction(transaction ->
        transaction.handle().execute("delete from subscription where iccid = ?", iccid));
  }

  @Test
  void aTransitionThatTheOperatorDoesNotHaveIsRefusedAtOnce() {
    JsonNode problem = patch(sim("JASPER", 5) + "-simCard", PATCH, status("BLOCKED")).is(400);
    assertThat(problem.get("@type").asString()).isEqualTo("problem");
    assertThat(problem.get("detail").asString()).contains("BLOCKED");
    patch(sim("JASPER", 5) + "-simCard", PATCH, status("NONSENSE")).is(400);
    patch(sim("JASPER", 5), PATCH, status("ACTIVE")).is(400);
    patch(sim("JASPER", 5) + "-simCard", "application/json", status("ACTIVE")).is(415);
    patch("JASPER-1234-simCard", PATCH, status("ACTIVE")).is(404);
  }

  @Test
  void theTariffIsChangedWhereTheOperatorLetsIt() {
    String offering =
        "[{\"op\":\"replace\",\"path\":\"/productOffering/name\",\"value\":\"M2M Rail 5 GB\"}]";
    JsonNode over = awaitEnd(patch(sim("TMSP", 2), PATCH, offering).is(202));
    assertThat(over.get("state").asString()).as(over.toString()).isEqualTo("Completed");
    assertThat(
            get("/product/" + sim("TMSP", 2)).is(200).get("productOffering").get("name").asString())
        .isEqualTo("M2M Rail 5 GB");
    patch(first("INTELSAT"), PATCH, offering).is(400);
  }

  @Test
  void aBatchOfOneAccountIsFollowedItemByItem() {
    List<String> ids =
        IntStream.of(4, 5, 6).mapToObj(number -> sim("TMSP", number) + "-simCard").toList();
    JsonNode monitor = task(ids).is(202);
    assertThat(monitor.get("id").asString()).startsWith("TASK-");
    JsonNode over = awaitEnd(monitor);
    // The sixth is delivered, and cannot be suspended.
    assertThat(over.get("state").asString()).isEqualTo("InError");
    JsonNode body = over.get("response").get("body");
    assertThat(body.get("total").intValue()).isEqualTo(3);
    assertThat(body.get("completed").intValue()).isEqualTo(2);
    assertThat(body.get("failed").intValue()).isEqualTo(1);
    assertThat(body.get("items").get(2).get("error").get("code").asString())
        .isEqualTo("NOT_ALLOWED");
    JsonNode second =
        house
            .ask(token, "GET", monitor.get("href").asString() + "?pageSize=2&pageNumber=2", "", "")
            .is(200);
    assertThat(second.get("response").get("body").get("items")).hasSize(1);
  }

  @Test
  void aBatchOfSeveralAccountsOrUnknownProductsIsRefused() {
    assertThat(task(List.of(sim("TMSP", 4), sim("JASPER", 4))).is(400).get("detail").asString())
        .contains("one operator account");
    assertThat(task(List.of("TMSP-1", "TMSP-2")).is(400).get("errors")).hasSize(2);
    task(List.of()).is(400);
  }

  private static Answered task(List<String> ids) {
    String list = "[\"" + String.join("\",\"", ids) + "\"]";
    return house.ask(
        token,
        "POST",
        house.tenant() + "/task",
        "{\"productList\":"
            + (ids.isEmpty() ? "[]" : list)
            + ",\"patch\":"
            + status("SUSPENDED")
            + "}",
        "application/json");
  }

  @Test
  void whatIsNotSentYetCanBeCancelled() {
    long account = house.accounts.get("intelsat");
    house.instance.features.accounts.pause(house.instance.caller, account);
    String terminal = first("INTELSAT") + "-terminal";
    JsonNode monitor = patch(terminal, PATCH, status("SUSPENDED")).is(202);
    house.ask(token, "DELETE", monitor.get("href").asString(), "", "").is(204);
    JsonNode over = house.ask(token, "GET", monitor.get("href").asString(), "", "").is(200);
    assertThat(over.get("state").asString()).isEqualTo("Cancelled");
    assertThat(over.get("response").get("statusCode").intValue()).isEqualTo(409);
    house.ask(token, "DELETE", monitor.get("href").asString(), "", "").is(409);
    house.instance.features.accounts.resume(house.instance.caller, account);
    assertThat(get("/product/" + terminal).is(200).get("status").asString()).isEqualTo("ACTIVE");
  }

  @Test
  void customPropertiesAreAddedChangedReadAndRemoved() {
    String id = sim("JASPER", 4) + "-simCard";
    JsonNode added =
        patch(
                id,
                QUERY,
                "[{\"op\":\"add\",\"path\":\"customProperty\",\"value\":{\"name\":\"colour\",\"value\":\"red\"}},"
                    + "{\"op\":\"add\",\"path\":\"/customProperty\",\"value\":{\"name\":\"site\",\"value\":\"7\"}}]")
            .is(200);
    assertThat(added.get("customProperty")).hasSize(2);
    patch(
            id,
            QUERY,
            "[{\"op\":\"add\",\"path\":\"customProperty\",\"value\":{\"name\":\"site\",\"value\":\"8\"}}]")
        .is(400);
    patch(
            id,
            QUERY,
            "[{\"op\":\"replace\",\"path\":\"customProperty/value?name=colour\",\"value\":\"blue\"}]")
        .is(200);
    patch(
            id,
            QUERY,
            "[{\"op\":\"replace\",\"path\":\"customProperty/name?name=colour\",\"value\":\"paint\"}]")
        .is(200);
    assertThat(
            get("/product/" + id + "?fields=customProperty&customProperty.name=paint")
                .is(200)
                .get("customProperty")
                .toString())
        .isEqualTo("[{\"name\":\"paint\",\"value\":\"blue\"}]");
    JsonNode left =
        patch(id, QUERY, "[{\"op\":\"remove\",\"path\":\"customProperty?name=paint\"}]").is(200);
    assertThat(left.get("customProperty").toString())
        .isEqualTo("[{\"name\":\"site\",\"value\":\"7\"}]");
    patch(id, QUERY, "[{\"op\":\"remove\",\"path\":\"customProperty?name=paint\"}]").is(404);
  }

  @Test
  void businessIdsFindProductsAndSayWhichThereAreNot() {
    String serial = first("INTELSAT").substring("INTELSAT-".length());
    JsonNode found =
        find(
            "{\"iccidList\":[\"8999907000000000001\",\"8999000000000000000\"],\"terminalSNList\":[\""
                + serial
                + "\"]}");
    assertThat(found.get("entities")).hasSize(2);
    assertThat(found.get("entities").get(1).get("id").asString()).isEqualTo("INTELSAT-" + serial);
    JsonNode both = get("/product/" + first("GALAXY1") + "-terminal").is(200);
    String card = characteristic(both, "serialNumber").asString();
    JsonNode byCard = find("{\"terminalSNList\":[\"" + card + "\"]}").get("entities");
    assertThat(byCard.get(0).get("id").asString()).isEqualTo(first("GALAXY1"));
    assertThat(found.get("errors")).hasSize(1);
    assertThat(found.get("errors").get(0).get("detail").asString())
        .isEqualTo("Product with iccid 8999000000000000000 not found");
  }

  private static JsonNode find(String body) {
    return house
        .ask(token, "POST", house.tenant() + "/product/find", body, "application/json")
        .is(200);
  }
}
