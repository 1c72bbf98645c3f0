// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Sim;
import tools.jackson.databind.JsonNode;

/** Where a SIM is, what happened to it, and its reset, as a client of the dialect sees them. */
final class ConnectivityIT {

  @TempDir private static Path folder;
  private static SmallFleet fleet;
  private static House house;
  private static List<Sim> sims;
  private static HttpCaller owner;

  private static Instant now;

  @BeforeAll
  static void open() {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    fleet = new SmallFleet(folder, 5);
    house = House.open(fleet.url(), EasyConnectConfig.DEFAULT);
    sims = fleet.sims();
    house.deliver(sims.toArray(Sim[]::new));
    owner = house.ofOwner();
  }

  @AfterAll
  static void close() {
    house.close();
    fleet.close();
  }

  @Test
  void showsWhereASimIsInBothGenerationsShapes() {
    String sim = simWithEvents(1);
    JsonNode info = owner.get(sim + "/connectivity_info?subscriber=1&ussd=1").json();
    JsonNode subscriber = info.get("subscriber_info");
    assertThat(subscriber.get("success").booleanValue()).isTrue();
    assertThat(subscriber.get("cell_global_id").toString())
        .isEqualTo("{\"mcc\":\"262\",\"mnc\":\"01\",\"lac\":17,\"cid\":4711}")
        .isEqualTo(subscriber.get("location").get("cell_global_id").toString());
    assertThat(subscriber.get("age_of_location").isIntegralNumber()).isTrue();
    assertThat(info.get("ussd_info").get("success").booleanValue()).isFalse();
    assertThat(info.get("request_timestamp").asString()).endsWith("+0000");
    JsonNode bare = owner.get(sim + "/connectivity_info?subscriber=0").json();
    assertThat(bare.has("subscriber_info")).isFalse();
    assertThat(bare.has("ussd_info")).isFalse();
    assertThat(owner.get(sim + "/connectivity_info?ussd=perhaps").status()).isEqualTo(400);
  }

  @Test
  void listsEventsInThePlatformsSentences() {
    String sim = simWithEvents(2);
    assertThat(owner.put(sim, "{\"status\":\"Disabled\"}").status()).isEqualTo(200);
    Answered answered = owner.get(sim + "/events?pageSize=1000&sort=-timestamp,id");
    JsonNode events = answered.json();
    assertThat(texts(events))
        .containsExactly(
            "Status of SIM changed from 'Activated' to 'Suspended'",
            "PDP Context deleted.",
            "New PDP Context successfully activated with SGSN CP=10.0.0.9, DP=10.0.0.9.",
            "New location received from SGSN for IMSI='%s', now attached to SGSN='49170', IP='10.0.0.9', RAT type='E_UTRAN'."
                .formatted(sims.get(2).imsi().orElseThrow().digits()));
    assertThat(events.get("totalEvents").intValue()).isEqualTo(4);
    assertThat(answered.header("X-Total-Count")).isEqualTo("4");
    JsonNode attach = events.get("events").get(3);
    assertThat(attach.get("country").asString()).isEqualTo("Germany");
    assertThat(attach.get("operator").asString()).isEqualTo("Telekom");
    assertThat(attach.get("mnc").asString()).isEqualTo("01");
    assertThat(attach.get("alert").booleanValue()).isFalse();
    assertThat(attach.get("event_severity").asString()).isEqualTo("Info");
    JsonNode second = owner.get(sim + "/events?pageSize=3&page=2").json();
    assertThat(second.get("events")).hasSize(1);
    assertThat(second.get("totalPages").intValue()).isEqualTo(2);
    assertThat(texts(owner.get(sim + "/events?page=9").json())).isEmpty();
    assertThat(owner.get(sim + "/events?sort=colour").status()).isEqualTo(400);
  }

  @Test
  void queuesAResetAndShowsItAmongTheEvents() {
    String sim = simWithEvents(3);
    for (String body : List.of("", "[]")) {
      Answered answered = owner.post(sim + "/reset", body);
      assertThat(answered.status()).isEqualTo(201);
      assertThat(answered.text()).isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(texts(owner.get(sim + "/events").json()))
                .filteredOn("Connectivity of SIM was reset"::equals)
                .hasSize(2));
    assertThat(house.ofStranger().post(sim + "/reset", "").status()).isEqualTo(404);
    assertThat(house.ofStranger().get(sim + "/events").status()).isEqualTo(404);
  }

  private static String simWithEvents(int number) {
    String iccid = sims.get(number).ref().businessId();
    house.tell(
        event(iccid, "ATTACH", 30)
            + event(iccid, "SESSION_START", 20)
            + event(iccid, "SESSION_END", 10));
    return "/v1/sims/" + iccid;
  }

  private static String event(String iccid, String kind, int secondsAgo) {
    return """
    {"id":"%s%s","at":"%s","kind":"%s","iccid":"%s","imei":"3569380000000017","plmn":"262-01","rat":"EUTRAN",\
    "lac_tac":17,"cell_id":4711,"sgsn":"49170","sgsn_ip":"10.0.0.9"}
    """
        .formatted(kind, iccid, now.minusSeconds(secondsAgo), kind, iccid);
  }

  private static List<String> texts(JsonNode events) {
    return StreamSupport.stream(events.get("events").spliterator(), false)
        .map(event -> event.get("event_type").asString())
        .toList();
  }
}
