// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.account.KeptEvent;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Iccid;
import org.simplane.operator.Status;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.nce.NcePlatform;
import tools.jackson.databind.json.JsonMapper;

/** What an operator tells of its own accord, through the door, from a simulated 1NCE. */
@Timeout(120)
final class OperatorPushIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SIM = "8999902000000000001";
  private static final String LATE = "8999902777777777777";

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private NceHouse house;
  private NcePlatform platform;
  private Features features;
  private Caller caller;
  private long account;
  private String door;

  @BeforeEach
  void start() throws IOException {
    house =
        new NceHouse(
            folder, Map.of(), nce -> nce.withPopulation(3, 30).withEffectDelay(Duration.ZERO));
    platform = house.platform;
    features = house.simplane.features;
    caller = house.simplane.caller;
    platform.put(
        SIM,
        JsonMapper.shared()
            .createObjectNode()
            .put("status", "Enabled")
            .put("imei", "0049990100000101")
            .put("session", "OFFLINE"));
    account = house.account();
    await().atMost(PATIENCE).until(() -> find(SIM).isPresent());
    door = door();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void eventsOfALivingSimArriveAndItsStatusIsRead() {
    platform.look();
    platform.pushTo(Optional.of(URI.create(door)), "");
    put(SIM, "session", "ATTACHED");
    await().atMost(PATIENCE).until(() -> kinds().contains("NETWORK_EVENT"));
    put(SIM, "status", "Disabled");
    await().atMost(PATIENCE).until(() -> status(SIM) == Status.SUSPENDED);
    put(SIM, "status", "Enabled");
    await().atMost(PATIENCE).until(() -> status(SIM) == Status.ACTIVE);
  }

  @Test
  void anEventOfASimThatIsNewBringsTheSimIn() throws Exception {
    put(LATE, "status", "Disabled");
    assertThat(push("POST", door, network("1", LATE)).statusCode()).isEqualTo(200);
    assertThat(find(LATE)).isPresent();
    assertThat(events(false))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.subscription()).isPresent();
          assertThat(event.body()).isEmpty();
        });
  }

  /** Not taken, so that it is pushed again, when the operator cannot be asked who it is about. */
  @Test
  void aPushThatCannotBeAppliedYetIsAskedForAgain() throws Exception {
    put(LATE, "status", "Disabled");
    platform.fail(PlannedFault.next(Fault.SERVER_ERROR, 5));
    assertThat(push("POST", door, network("1", LATE)).statusCode()).isEqualTo(503);
    assertThat(events(false)).isEmpty();
    platform.heal();
    assertThat(push("POST", door, network("1", LATE)).statusCode()).isEqualTo(200);
    assertThat(events(false)).hasSize(1);
  }

  @Test
  void pushedUsageCountsOnceHoweverOftenItIsTold() throws Exception {
    Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    String record =
        """
        [{"id":4711,"start_timestamp":"%s","end_timestamp":"%s","cost":3,"volume":{"total":3,"tx":1,"rx":2},
          "traffic_type":{"id":5,"description":"Data"},"sim":{"iccid":"%s"},"endpoint":{"name":"%s"}}]
        """
            .formatted(start, start.plusSeconds(60), SIM, SIM);
    assertThat(push("POST", door, record).statusCode()).isEqualTo(200);
    assertThat(push("POST", door, record).statusCode()).isEqualTo(200);
    assertThat(kinds()).containsExactly("USAGE_RECORD");
    assertThat(bytes()).isEqualTo(3L << 20);
  }

  @Test
  void whatNobodyKnowsIsKeptAndShownOnce() throws Exception {
    String odd = "{\"moon\":\"full\"}";
    assertThat(push("POST", door, odd).statusCode()).isEqualTo(200);
    assertThat(push("POST", door, odd).statusCode()).isEqualTo(200);
    assertThat(push("POST", door, network("2", "8999902999999999990")).statusCode()).isEqualTo(200);
    assertThat(events(true))
        .hasSize(2)
        .last()
        .satisfies(event -> assertThat(event.body()).contains(odd));
    assertThat(events(true).getFirst().body().orElseThrow()).contains("8999902999999999990");
  }

  @Test
  void theDoorOpensToItsKeyAlone() throws Exception {
    assertThat(push("POST", door + "x", "{}").statusCode()).isEqualTo(404);
    assertThat(push("POST", door, "{\"half").statusCode()).isEqualTo(400);
    assertThat(push("PATCH", door, "").statusCode()).isEqualTo(400);
    assertThat(push("GET", door, "").statusCode()).isEqualTo(404);
    assertThat(push("POST", door, " ".repeat((16 << 20) + 1)).statusCode()).isEqualTo(413);
    String former = door;
    door = door();
    assertThat(push("POST", former, "{}").statusCode()).isEqualTo(404);
    assertThat(push("POST", door + "/whatever", "{}").statusCode()).isEqualTo(200);
    assertThat(features.pushes.address(caller, account).orElseThrow().key()).isEqualTo(key(door));
  }

  private String door() {
    return house.simplane.url() + "/operator/v1/" + features.pushes.rotate(caller, account).key();
  }

  private static String key(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private void put(String iccid, String field, String value) {
    platform.put(iccid, JsonMapper.shared().createObjectNode().put(field, value));
  }

  private String network(String id, String iccid) {
    return """
    [{"id":%s,"timestamp":"%s","event_type":{"id":2,"description":"Update GPRS location"},
      "event_severity":{"id":0},"alert":false,"description":"New location received from SGSN %s",
      "endpoint":{"name":"%s"}}]
    """
        .formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS), id, iccid);
  }

  private HttpResponse<String> push(String method, String url, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<KeptEvent> events(boolean unapplied) {
    return features.pushes.events(caller.scope(), account, unapplied, OptionalLong.empty(), 100);
  }

  private List<String> kinds() {
    return events(false).stream().map(KeptEvent::kind).distinct().toList();
  }

  private Optional<Subscription> find(String iccid) {
    return features.subscriptions.find(caller.scope(), new Iccid(iccid));
  }

  private Status status(String iccid) {
    return find(iccid).orElseThrow().standing().status();
  }

  private long bytes() {
    long sim = find(SIM).orElseThrow().id();
    return house.simplane.database.read(handle ->
        handle
            .createQuery(
                "select sum(bytes_up + bytes_down) from usage_record where subscription_id = :sim")
            .bind("sim", sim)
            .mapTo(Long.class)
            .one());
  }
}
