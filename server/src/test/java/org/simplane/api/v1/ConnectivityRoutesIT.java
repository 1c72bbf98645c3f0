// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import org.simplane.connectivity.NetworkEvent.Source;
import org.simplane.connectivity.NewEvent;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;
import tools.jackson.databind.JsonNode;

/** Connectivity over HTTP, of what a network told. */
final class ConnectivityRoutesIT {

  private static V1House house;
  private static Samples samples;
  private static String token;
  private static Instant start;
  private static int told;

  @BeforeAll
  static void open() {
    start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);
    house = new V1House();
    samples = new Samples(house, house.tenant, "7");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static void tell(Subscription sim, String kind, int seconds, String plmn, String detail) {
    var _ =
        house.networkEvents.take(
            house.system(house.tenant),
            List.of(
                new NewEvent(
                    "e" + told++,
                    start.plusSeconds(seconds),
                    sim.id(),
                    sim.organisation(),
                    kind,
                    Source.NETWORK,
                    Optional.of(Plmn.of(plmn)),
                    Optional.of("EUTRAN"),
                    Optional.of(new Imei("3569380000000017")),
                    detail)));
  }

  @Test
  void showsStateSessionsPlacesAndDevices() {
    Subscription sim = samples.sims.get(1);
    String path = "/sims/" + house.ids().show(Ids.Kind.SIM, sim.id());
    assertThat(get(path + "/connectivity").get("state").asString()).isEqualTo("OFFLINE");
    tell(sim, "ATTACH", 0, "262-01", "{\"lac_tac\":17,\"cell_id\":4711}");
    tell(sim, "SESSION_START", 10, "262-01", "{\"apn\":\"iot\",\"ip\":\"10.1.2.3\"}");
    tell(sim, "SESSION_END", 20, "262-01", "{}");
    tell(sim, "LOCATION_UPDATE", 30, "208-01", "{\"lac_tac\":18,\"cell_id\":4712}");
    tell(sim, "SESSION_START", 40, "208-01", "{\"apn\":\"iot\",\"ip\":\"10.1.2.4\"}");
    tell(sim, "ATTACH", 5, "999-99", "{}");

    JsonNode state = get(path + "/connectivity");
    assertThat(state.get("state").asString()).isEqualTo("ONLINE");
    assertThat(state.get("since").asString()).isEqualTo(start.plusSeconds(40).toString());
    assertThat(state.get("session").get("ipAddress").asString()).isEqualTo("10.1.2.4");
    assertThat(state.get("location").get("network").get("country").asString()).isEqualTo("France");

    JsonNode sessions = get(path + "/network-sessions");
    assertThat(sessions.get("items")).hasSize(2);
    assertThat(sessions.get("items").get(0).has("endedAt")).isFalse();
    assertThat(sessions.get("items").get(1).get("endedAt").asString())
        .isEqualTo(start.plusSeconds(20).toString());
    JsonNode first = get(path + "/network-sessions?limit=1");
    JsonNode second =
        get(path + "/network-sessions?limit=1&cursor=" + first.get("next").asString());
    assertThat(second.get("items").get(0)).isEqualTo(sessions.get("items").get(1));

    JsonNode places = get(path + "/locations").get("items");
    assertThat(places.get(0).get("network").get("plmn").asString()).isEqualTo("208-01");
    assertThat(places.get(0).has("until")).isFalse();
    assertThat(get(path + "/attachments").get("items")).hasSize(2);
    assertThat(get(path + "/devices").get("items").get(0).get("kind").asString())
        .isEqualTo("CHANGED");
  }

  @Test
  void pagesEventsWithoutLossOrRepetition() {
    Subscription sim = samples.sims.get(2);
    String path = "/sims/" + house.ids().show(Ids.Kind.SIM, sim.id()) + "/network-events";
    for (int i = 0; i < 7; i++) {
      tell(sim, "ATTACH", 100, "262-01", "{}");
    }
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      JsonNode page =
          get(
              path
                  + "?limit=3&kind=ATTACH"
                  + next.filter(c -> !c.isEmpty()).map(c -> "&cursor=" + c).orElse(""));
      StreamSupport.stream(page.get("items").spliterator(), false)
          .forEach(event -> ids.add(event.get("id").asString()));
      next = Optional.ofNullable(page.get("next")).map(JsonNode::asString);
    }
    assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    assertThat(get(path + "?kind=DETACH").get("items")).isEmpty();
    assertThat(house.get(token, path + "?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void listsWhoIsOnline() {
    Subscription sim = samples.sims.get(0);
    tell(sim, "SESSION_START", 200, "262-01", "{}");
    String id = house.ids().show(Ids.Kind.SIM, sim.id());
    assertThat(sims(get("/sims/online?state=ONLINE"))).contains(id);
    tell(sim, "SESSION_END", 210, "262-01", "{}");
    assertThat(sims(get("/sims/online?state=ONLINE"))).doesNotContain(id);
    assertThat(sims(get("/sims/online"))).contains(id);
  }

  @Test
  void saysWhatTheOperatorCannotDo() {
    String path = "/sims/" + house.ids().show(Ids.Kind.SIM, samples.sims.get(2).id());
    assertThat(house.post(token, path + "/reset", "").status()).isEqualTo(422);
    assertThat(house.post(token, path + "/connectivity/refresh", "").status()).isEqualTo(422);
  }

  private static List<String> sims(JsonNode page) {
    return StreamSupport.stream(page.get("items").spliterator(), false)
        .map(state -> state.get("sim").asString())
        .toList();
  }

  private static JsonNode get(String path) {
    V1House.Reply reply = house.get(token, path);
    assertThat(reply.status()).as("%s: %s", path, reply.text()).isEqualTo(200);
    return reply.json();
  }
}
