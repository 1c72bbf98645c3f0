// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/** Changes that take effect on a simulated network, each test with SIMs of its own. */
final class SimChangeIT {

  @TempDir private static Path folder;

  private static final AtomicInteger TAKEN = new AtomicInteger();
  private static SmallFleet fleet;
  private static House house;
  private static List<Sim> sims;
  private static HttpCaller owner;

  @BeforeAll
  static void open() {
    fleet = new SmallFleet(folder, 60);
    house = House.open(fleet.url(), EasyConnectConfig.DEFAULT);
    sims = fleet.sims();
    house.deliver(sims.toArray(Sim[]::new));
    house.deliverToStranger(Sims.sim(99, Status.ACTIVE));
    owner = house.ofOwner();
  }

  @AfterAll
  static void close() {
    house.close();
    fleet.close();
  }

  private static Sim next() {
    return sims.get(TAKEN.getAndIncrement());
  }

  private static String path(Sim sim) {
    return "/v1/sims/" + sim.ref().businessId();
  }

  private static JsonNode read(Sim sim) {
    return owner.get(path(sim)).json();
  }

  private static String status(Sim sim) {
    return read(sim).get("status").asString();
  }

  private static String entry(Sim sim, String fields) {
    return "{\"iccid\":\"" + sim.ref().businessId() + "\"," + fields + "}";
  }

  private static void assertDone(Answered answered) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    assertThat(answered.text()).isEmpty();
    assertThat(answered.header("Content-Length")).isEqualTo("0");
    assertThat(answered.header("Content-Type")).isEqualTo("application/json");
  }

  private static void assertRefused(Answered answered, int status, String message) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(status);
    assertThat(answered.json().get("message").asString()).contains(message);
  }

  @Test
  void answersOnceTheRegisterHasTakenItOffTheAir() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{\"status\":\"Disabled\"}"));
    assertThat(fleet.registered(sim)).contains("SUSPENDED");
    assertThat(status(sim)).isEqualTo("Disabled");
    assertDone(owner.put(path(sim), "{\"status\":\"Enabled\"}"));
    assertThat(fleet.registered(sim)).contains("PRODUCTIVE");
    assertThat(status(sim)).isEqualTo("Enabled");
  }

  @Test
  void takesActivatedForEnabled() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{\"status\":\"Disabled\"}"));
    assertDone(owner.put(path(sim), "{\"status\":\"Activated\"}"));
    assertThat(status(sim)).isEqualTo("Enabled");
  }

  @Test
  void isDoneAtOnceWhereItIsSoAlready() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{\"status\":\"Enabled\"}"));
    assertDone(owner.put(path(sim), "{\"imei_lock\":false}"));
    assertThat(status(sim)).isEqualTo("Enabled");
  }

  @Test
  void leavesWhatIsNotNamedAsItIs() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{\"status\":\"Disabled\"}"));
    assertDone(owner.put(path(sim), "{\"label\":\"DX-137\"}"));
    assertThat(status(sim)).isEqualTo("Disabled");
    assertDone(owner.put(path(sim), "{\"imei_lock\":true}"));
    JsonNode after = read(sim);
    assertThat(after.get("status").asString()).isEqualTo("Disabled");
    assertThat(after.get("label").asString()).isEqualTo("DX-137");
    assertThat(after.get("imei_lock").booleanValue()).isTrue();
  }

  @Test
  void takesALabelAwayThatIsEmpty() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{\"label\":\"x\"}"));
    assertDone(owner.put(path(sim), "{\"label\":\"\"}"));
    assertThat(read(sim).has("label")).isFalse();
  }

  @Test
  void changesSeveralFieldsInOneRequest() {
    Sim sim = next();
    assertDone(
        owner.put(
            path(sim),
            entry(sim, "\"label\":\"Pumpe Süd 🚀\",\"imei_lock\":true,\"status\":\"Disabled\"")));
    JsonNode after = read(sim);
    assertThat(after.get("status").asString()).isEqualTo("Disabled");
    assertThat(after.get("label").asString()).isEqualTo("Pumpe Süd 🚀");
    assertThat(after.get("imei_lock").booleanValue()).isTrue();
  }

  @Test
  void asksForNothingWhereOneOfSeveralIsImpossible() {
    Sim sim = next();
    house.terminate(sim);
    Answered answered = owner.put(path(sim), "{\"status\":\"Enabled\",\"label\":\"never\"}");
    assertRefused(answered, 409, "");
    assertThat(read(sim).has("label")).isFalse();
    assertThat(owner.put(path(sim), "{\"status\":\"Enabled\"}").status()).isEqualTo(409);
  }

  @Test
  void takesAnEmptyObjectForNoChange() {
    Sim sim = next();
    assertDone(owner.put(path(sim), "{}"));
    assertDone(owner.put(path(sim), "[]"));
    assertThat(owner.put(path(sim), "").status()).isEqualTo(400);
  }

  @Test
  void refusesTheIccidOfAnotherSimInTheBody() {
    Sim sim = next();
    assertRefused(owner.put(path(sim), entry(next(), "\"label\":\"x\"")), 400, "iccid");
  }

  @Test
  void refusesAnExpiredSim() {
    Sim sim = next();
    house.expire(sim);
    String said =
        "The following SIMs are expired and cannot be modified via API. Only extensions are permitted";
    assertRefused(owner.put(path(sim), "{\"label\":\"x\"}"), 422, said);
    assertRefused(owner.post("/v1/sims", "[" + entry(sim, "\"label\":\"x\"") + "]"), 422, said);
    assertThat(read(sim).get("lifetime_end_date").asString()).endsWith("+0000");
  }

  @Test
  void saysWhenTheTimeRanOutAndGoesOn() throws IOException {
    // It takes connections and answers nothing.
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        House slow =
            House.open(
                URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                EasyConnectConfig.DEFAULT.withChangeLimit(Duration.ofMillis(300)))) {
      slow.deliver(Sims.sim(1, Status.ACTIVE));
      HttpCaller caller = slow.ofOwner();
      String path = "/v1/sims/" + Sims.iccid(1);
      assertRefused(caller.put(path, "{\"status\":\"Disabled\"}"), 504, "still at work");
      assertThat(caller.get(path).json().get("status").asString()).isEqualTo("Enabled");
    }
  }

  @Test
  void saysWhenTheOperatorCannotBeReachedAndTriesAgain() {
    try (House unreachable =
        House.open(
            URI.create("http://127.0.0.1:9"),
            EasyConnectConfig.DEFAULT.withChangeLimit(Duration.ofSeconds(2)))) {
      unreachable.deliver(Sims.sim(1, Status.ACTIVE));
      HttpCaller caller = unreachable.ofOwner();
      String path = "/v1/sims/" + Sims.iccid(1);
      assertRefused(caller.put(path, "{\"status\":\"Disabled\"}"), 503, "is tried again");
      assertThat(caller.get(path).json().get("status").asString()).isEqualTo("Enabled");
    }
  }

  @Test
  void takesAListAndWorksOnItLater() {
    Sim first = next();
    Sim second = next();
    Answered answered =
        owner.post(
            "/v1/sims",
            "["
                + entry(first, "\"status\":\"Disabled\"")
                + ","
                + entry(second, "\"label\":\"second\",\"imei_lock\":true")
                + "]");
    assertThat(answered.status()).as(answered.text()).isEqualTo(201);
    assertThat(answered.text()).isEmpty();
    assertThat(answered.header("Content-Length")).isEqualTo("0");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(status(first)).isEqualTo("Disabled");
          assertThat(read(second).get("label").asString()).isEqualTo("second");
          assertThat(read(second).get("imei_lock").booleanValue()).isTrue();
        });
  }

  @Test
  void takesAnEmptyListAndOneThatChangesNothing() {
    assertThat(owner.post("/v1/sims", "[]").status()).isEqualTo(201);
    String nothing = "[{\"iccid\":\"" + next().ref().businessId() + "\"}]";
    assertThat(owner.post("/v1/sims", nothing).status()).isEqualTo(201);
  }

  @Test
  void refusesAListAsAWhole() {
    Sim sim = next();
    String good = entry(sim, "\"label\":\"never\"");
    assertRefused(owner.post("/v1/sims", "{}"), 400, "a JSON list is expected");
    assertRefused(owner.post("/v1/sims", "[" + good + ",7]"), 400, "[1]: ");
    assertRefused(owner.post("/v1/sims", "[" + good + ",{}]"), 400, "[1].iccid: is missing");
    assertRefused(
        owner.post("/v1/sims", "[" + good + ",{\"iccid\":\"" + Sims.iccid(500) + "\"}]"),
        404,
        Sims.iccid(500));
    assertRefused(
        owner.post("/v1/sims", "[" + good + ",{\"iccid\":\"" + Sims.iccid(99) + "\"}]"),
        404,
        Sims.iccid(99));
    assertThat(read(sim).has("label")).isFalse();
  }

  @Test
  void changesNoStrangersSim() {
    Sim sim = next();
    HttpCaller stranger = house.ofStranger();
    assertThat(stranger.put(path(sim), "{\"label\":\"mine\"}").status()).isEqualTo(404);
    String list = "[" + entry(sim, "\"label\":\"mine\"") + "]";
    assertThat(stranger.post("/v1/sims", list).status()).isEqualTo(404);
    assertThat(read(sim).has("label")).isFalse();
  }
}
