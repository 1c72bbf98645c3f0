// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.api.tmf.PublishedDefinition;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;

/**
 * TMF639 and TMF640 on a whole server, with a platform that changes at once and one that does not.
 */
@Timeout(120)
final class TmfServicesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String FAST = "JASPER-8999907%012d";
  private static final String SLOW = "TMSP-89999105%011d";

  @TempDir private static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void open() throws IOException {
    house = new TmfHouse(folder, 12, Duration.ofMillis(1_500));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void answersAreHeldAgainstThePublishedDefinitions() {
    assumeThat(PublishedDefinition.arePresent())
        .as(
            "NOT TESTED: answers against TM Forum's definitions, which are not beside the repository")
        .isTrue();
    assertThat(PublishedDefinition.all()).isNotEmpty();
  }

  @Test
  void aServiceIsListedForEachSubscription() {
    TmfHouse.Answered all = house.get(TmfHouse.SERVICES + "/service?limit=10").is(206);
    assertThat(all.header("X-Total-Count")).isEqualTo("36");
    assertThat(all.json()).hasSize(10);
    TmfHouse.Answered rest = house.get(TmfHouse.SERVICES + "/service?offset=30").is(206);
    assertThat(rest.json()).hasSize(6);
  }

  @Test
  void servicesAreFoundByStateAndByResource() {
    JsonNode inactive = house.get(TmfHouse.SERVICES + "/service?state=inactive").is(200).json();
    assertThat(inactive.valueStream().map(one -> one.path("state").asString()))
        .isNotEmpty()
        .containsOnly("inactive");
    String iccid = FAST.formatted(4).substring(7);
    JsonNode one =
        house.get(TmfHouse.SERVICES + "/service?supportingResource.id=" + iccid).is(200).json();
    assertThat(one).hasSize(1);
    assertThat(one.get(0).path("id").asString()).isEqualTo(FAST.formatted(4));
    assertThat(house.get(TmfHouse.SERVICES + "/service?id=" + FAST.formatted(4)).json())
        .isEqualTo(one);
  }

  @Test
  void aPlatformThatChangesAtOnceIsAnsweredWithTheService() {
    String path = TmfHouse.SERVICES + "/service/" + FAST.formatted(1);
    assertThat(
            house.patch(path, "{\"state\": \"inactive\"}").is(200).json().path("state").asString())
        .isEqualTo("inactive");
    assertThat(house.get(path).json().path("state").asString()).isEqualTo("inactive");
    assertThat(
            house
                .send(
                    "PATCH",
                    path,
                    "[{\"op\":\"replace\",\"path\":\"/state\",\"value\":\"active\"}]",
                    "application/json-patch+json",
                    house.token(Role.API_ACCESS))
                .is(200)
                .json()
                .path("state")
                .asString())
        .isEqualTo("active");
  }

  @Test
  void aPlatformThatTakesItsTimeIsAnsweredWithAMonitorThatCompletes() {
    String path = TmfHouse.SERVICES + "/service/" + SLOW.formatted(1);
    TmfHouse.Answered accepted = house.patch(path, "{\"state\": \"inactive\"}").is(202);
    JsonNode monitor = accepted.json();
    assertThat(monitor.path("state").asString()).isEqualTo("InProgress");
    assertThat(monitor.path("sourceHref").asString()).endsWith(path);
    assertThat(monitor.path("request").path("body").asString()).contains("inactive");
    assertThat(accepted.header("Location")).isEqualTo(monitor.path("href").asString());
    String below = TmfHouse.SERVICES + "/monitor/" + monitor.path("id").asString();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(house.get(below).is(200).json().path("state").asString())
                .isEqualTo("Completed"));
    assertThat(house.get(path).json().path("state").asString()).isEqualTo("inactive");
    assertThat(house.delete(below).status()).isEqualTo(409);
    assertThat(
            house
                .get(TmfHouse.SERVICES + "/monitor?state=Completed")
                .json()
                .valueStream()
                .map(one -> one.path("id").asString()))
        .contains(monitor.path("id").asString());
  }

  @Test
  void whatWaitsBehindAnotherChangeIsCalledOffAndWhatWasSentIsNot() {
    String path = TmfHouse.SERVICES + "/service/" + SLOW.formatted(2);
    JsonNode first = house.patch(path, "{\"state\": \"inactive\"}").is(202).json();
    String sent = TmfHouse.SERVICES + "/monitor/" + first.path("id").asString();
    assertThat(house.delete(sent).is(409).json().path("reason").asString()).isEqualTo("Conflict");
    // The second is queued behind the first.
    JsonNode second = house.patch(path, "{\"state\": \"active\"}").is(202).json();
    String queued = TmfHouse.SERVICES + "/monitor/" + second.path("id").asString();
    house.delete(queued).is(204);
    assertThat(house.get(queued).json().path("state").asString()).isEqualTo("Cancelled");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(house.get(sent).json().path("state").asString()).isEqualTo("Completed"));
    assertThat(house.get(path).json().path("state").asString()).isEqualTo("inactive");
  }

  @Test
  void whatTheOperatorDoesNotOfferIsAConflict() {
    String terminal =
        house
            .get(TmfHouse.SERVICES + "/service?limit=100")
            .json()
            .valueStream()
            .map(one -> one.path("id").asString())
            .filter(id -> id.startsWith("INTELSAT"))
            .findFirst()
            .orElseThrow();
    assertThat(
            house
                .patch(TmfHouse.SERVICES + "/service/" + terminal, "{\"state\": \"terminated\"}")
                .status())
        .isEqualTo(409);
  }

  @Test
  void anAnswerThatIsLostIsFoundOutAboutAndToldRight() {
    house.jasper.fail(PlannedFault.next(Fault.TIMEOUT_AFTER_EFFECT, 1));
    String path = TmfHouse.SERVICES + "/service/" + FAST.formatted(3);
    TmfHouse.Answered answered = house.patch(path, "{\"state\": \"inactive\"}");
    assertThat(answered.status()).isIn(200, 202);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(house.get(path).json().path("state").asString()).isEqualTo("inactive"));
  }

  @Test
  void resourcesAreCardsTerminalsAndTheNumbersOnThem() {
    JsonNode all = house.get(TmfHouse.RESOURCES + "/resource?limit=1000").is(200).json();
    assertThat(all).hasSize(36);
    assertThat(all.valueStream().map(one -> one.path("category").asString()))
        .contains("SIM card", "Satellite terminal");
    String iccid = SLOW.formatted(5).substring(5);
    JsonNode card = house.get(TmfHouse.RESOURCES + "/resource/" + iccid).is(200).json();
    assertThat(card.path("serialNumber").asString()).isEqualTo(iccid);
    assertThat(card.path("resourceStatus").asString()).isEqualTo("available");
    assertThat(card.path("usageState").asString()).isEqualTo("active");
    List<String> numbers =
        card.path("resourceRelationship")
            .valueStream()
            .map(one -> one.path("resource").path("id").asString())
            .toList();
    assertThat(numbers)
        .anyMatch(id -> id.startsWith("imsi-"))
        .anyMatch(id -> id.startsWith("msisdn-"));
    for (String id : numbers) {
      JsonNode number = house.get(TmfHouse.RESOURCES + "/resource/" + id).is(200).json();
      assertThat(number.path("@type").asString()).isEqualTo("LogicalResource");
      JsonNode byValue =
          house
              .get(TmfHouse.RESOURCES + "/resource?value=" + number.path("value").asString())
              .is(200)
              .json();
      assertThat(byValue.valueStream().map(one -> one.path("id").asString())).contains(id);
    }
  }

  @Test
  void resourcesAreFilteredByTheirStatesAndPagedByTheStore() {
    JsonNode suspended =
        house.get(TmfHouse.RESOURCES + "/resource?resourceStatus=suspended").is(200).json();
    assertThat(suspended.valueStream().map(one -> one.path("resourceStatus").asString()))
        .isNotEmpty()
        .containsOnly("suspended");
    TmfHouse.Answered terminals =
        house
            .get(TmfHouse.RESOURCES + "/resource?category=Satellite%20terminal&limit=5&offset=10")
            .is(206);
    assertThat(terminals.header("X-Total-Count")).isEqualTo("12");
    assertThat(terminals.json()).hasSize(2);
    assertThat(house.get(TmfHouse.RESOURCES + "/resource?@type=LogicalResource").status())
        .isEqualTo(400);
    assertThat(house.get(TmfHouse.RESOURCES + "/resource?resourceStatus=alarm").is(200).json())
        .isEmpty();
  }

  @Test
  void aCardIsLockedAndUnlocked() {
    String path = TmfHouse.RESOURCES + "/resource/" + SLOW.formatted(7).substring(5);
    JsonNode monitor = house.patch(path, "{\"administrativeState\": \"locked\"}").is(202).json();
    String below = TmfHouse.SERVICES + "/monitor/" + monitor.path("id").asString();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(house.get(below).json().path("state").asString()).isEqualTo("Completed"));
    JsonNode card = house.get(path).json();
    assertThat(card.path("administrativeState").asString()).isEqualTo("locked");
    assertThat(card.path("resourceStatus").asString()).isEqualTo("suspended");
    // Control Center has no lock.
    assertThat(
            house
                .patch(
                    TmfHouse.RESOURCES + "/resource/" + FAST.formatted(6).substring(7),
                    "{\"administrativeState\": \"locked\"}")
                .status())
        .isEqualTo(409);
  }

  @Test
  void whatTheDefinitionsHaveAndSimplaneHasNotIsAnsweredWith501() {
    String iccid = FAST.formatted(4).substring(7);
    assertThat(house.post(TmfHouse.RESOURCES + "/resource", "{\"name\": \"x\"}").status())
        .isEqualTo(501);
    assertThat(house.delete(TmfHouse.RESOURCES + "/resource/" + iccid).status()).isEqualTo(501);
    assertThat(house.patch(TmfHouse.RESOURCES + "/resource/" + iccid, "{\"name\": \"x\"}").status())
        .isEqualTo(501);
    assertThat(house.post(TmfHouse.SERVICES + "/service", "{\"state\": \"active\"}").status())
        .isEqualTo(501);
    assertThat(house.delete(TmfHouse.SERVICES + "/service/" + FAST.formatted(4)).status())
        .isEqualTo(501);
  }

  @Test
  void badInputIsToldApart() {
    String service = TmfHouse.SERVICES + "/service/" + FAST.formatted(4);
    List<String> bodies =
        List.of(
            "{\"state\": 7}",
            "{\"state\": \"asleep\"}",
            "{\"id\": \"other\"}",
            "[]",
            "{",
            "\"active\"",
            "{\"state\": null}");
    for (String body : bodies) {
      assertThat(house.patch(service, body).status()).as(body).isEqualTo(400);
    }
    assertThat(house.patch(service, "{\"state\": \"designed\"}").status()).isEqualTo(409);
    for (String query :
        List.of("limit=x", "offset=-1", "limit=0", "color=red", "state.gt=a", "filter=%5B%5D")) {
      assertThat(house.get(TmfHouse.SERVICES + "/service?" + query).status())
          .as(query)
          .isEqualTo(400);
      assertThat(house.get(TmfHouse.RESOURCES + "/resource?" + query).status())
          .as(query)
          .isEqualTo(400);
      assertThat(house.get(TmfHouse.SERVICES + "/monitor?" + query.replace("state", "id")).status())
          .as(query)
          .isEqualTo(400);
    }
    for (String id : List.of("nothing", "JASPER-", "JASPER-1", "imsi-x", "a%2Fb")) {
      for (String path :
          List.of(
              TmfHouse.SERVICES + "/service/",
              TmfHouse.SERVICES + "/monitor/",
              TmfHouse.RESOURCES + "/resource/")) {
        assertThat(house.get(path + id).status()).as(path + id).isIn(400, 404);
      }
    }
  }

  @Test
  void strangersSeeNothingAndChangeNothing() {
    String stranger = house.strangersToken();
    JsonNode monitor =
        house
            .patch(TmfHouse.SERVICES + "/service/" + SLOW.formatted(9), "{\"state\": \"inactive\"}")
            .is(202)
            .json();
    List<String> paths =
        List.of(
            TmfHouse.SERVICES + "/service/" + SLOW.formatted(9),
            TmfHouse.SERVICES + "/monitor/" + monitor.path("id").asString(),
            TmfHouse.RESOURCES + "/resource/" + SLOW.formatted(9).substring(5));
    for (String path : paths) {
      assertThat(house.send("GET", path, "", "", stranger).status()).as(path).isEqualTo(404);
    }
    assertThat(house.send("DELETE", paths.get(1), "", "", stranger).status()).isEqualTo(404);
    assertThat(
            house
                .send("PATCH", paths.get(0), "{\"state\":\"active\"}", "application/json", stranger)
                .status())
        .isEqualTo(404);
    for (String list : List.of("/service", "/monitor")) {
      assertThat(house.send("GET", TmfHouse.SERVICES + list, "", "", stranger).json()).isEmpty();
      assertThat(house.send("GET", TmfHouse.SERVICES + list, "", "", "").status()).isEqualTo(401);
    }
    assertThat(house.send("GET", TmfHouse.RESOURCES + "/resource", "", "", stranger).json())
        .isEmpty();
  }
}
