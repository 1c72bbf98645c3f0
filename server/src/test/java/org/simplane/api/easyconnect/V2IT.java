// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Product;
import org.simplane.operator.Sim;
import tools.jackson.databind.JsonNode;

/** Version 2 beside version 1, on the same SIMs. */
final class V2IT {

  @TempDir private static Path folder;

  private static final AtomicInteger TAKEN = new AtomicInteger();
  private static SmallFleet fleet;
  private static House house;
  private static List<Sim> sims;
  private static HttpCaller owner;

  @BeforeAll
  static void open() {
    fleet = new SmallFleet(folder, 20);
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

  private static String next() {
    return sims.get(TAKEN.getAndIncrement()).ref().businessId();
  }

  private static JsonNode get(String path) {
    Answered answered = owner.get(path);
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    return answered.json();
  }

  private static void assertError(Answered answered, int status, String token, String says) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(status);
    assertThat(answered.json().get("error_code").intValue()).isEqualTo(1000);
    assertThat(answered.json().get("error_token").asString()).isEqualTo(token);
    assertThat(answered.json().get("message").asString()).contains(says);
  }

  @Test
  void showsTheSimsThatVersion1Shows() {
    Answered page = owner.get("/v2/sims?pageSize=3&page=2");
    assertThat(page.text()).isEqualTo(owner.get("/v1/sims?pageSize=3&page=2").text());
    assertThat(page.header("X-Total-Count")).isEqualTo("20");
    assertThat(page.header("X-Total-Pages")).isEqualTo("7");
    String iccid = page.json().get(0).get("iccid").asString();
    assertThat(get("/v2/sims/" + iccid)).isEqualTo(get("/v1/sims/" + iccid));
  }

  @Test
  void changesOneFieldAndLeavesTheRest() {
    String sim = "/v2/sims/" + next();
    Answered answered = owner.put(sim, "{\"status\":\"Disabled\"}");
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    assertThat(answered.text()).isEmpty();
    assertThat(owner.put(sim, "{\"label\":\"second\"}").status()).isEqualTo(200);
    assertThat(get(sim).get("status").asString()).isEqualTo("Disabled");
    assertThat(get(sim).get("label").asString()).isEqualTo("second");
  }

  @Test
  void showsQuotasWithTheirStateAndIsoDates() {
    String iccid = next();
    JsonNode data = get("/v2/sims/" + iccid + "/quota/data");
    assertThat(data.get("status").toString()).isEqualTo("{\"id\":1,\"description\":\"ACTIVE\"}");
    assertThat(data.get("service").asString()).isEqualTo("data");
    assertThat(data.get("volume").toString()).isEqualTo("500");
    assertThat(data.get("accumulated_total_volume").toString()).isEqualTo("500");
    assertThat(data.get("threshold_volume").toString()).isEqualTo("100");
    assertThat(data.get("expiry_date").asString()).endsWith("Z");
    JsonNode sms = get("/v2/sims/" + iccid + "/quota/sms");
    assertThat(sms.get("volume").toString()).isEqualTo("250");
    assertThat(sms.get("id")).isNotEqualTo(data.get("id"));

    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
    house.meter(
        "record_id,record_type,iccid,start,end,bytes_up,bytes_down,rat\n"
            + "v2,DATA,%s,%s,%s,0,%d,EUTRAN%n".formatted(iccid, now, now, 501L << 20));
    JsonNode overdrawn = get("/v2/sims/" + iccid + "/quota/data");
    assertThat(overdrawn.get("status").toString())
        .isEqualTo("{\"id\":0,\"description\":\"EXHAUSTED\"}");
    assertThat(overdrawn.get("volume").toString()).isEqualTo("-1");
    assertThat(
            get("/v2/sims/" + iccid + "/status")
                .at("/data_traffic_limit_state/description")
                .asString())
        .isEqualTo("REACHED");
  }

  @Test
  void tellsWhereASimIsAndItsSession() {
    String iccid = next();
    String path = "/v2/sims/" + iccid + "/status";
    assertThat(get(path).toString())
        .isEqualTo(
            "{\"status\":{\"description\":\"OFFLINE\"},\"data_traffic_limit_state\":{\"description\":\"NOT_REACHED\"},"
                + "\"pdp_contexts\":[],\"services\":[]}");
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    house.tell(event("x" + iccid, "ATTACH", iccid, at, ""));
    house.tell(
        event("y" + iccid, "SESSION_START", iccid, at.plusSeconds(9), ",\"ip\":\"10.1.2.3\""));
    JsonNode online = get(path);
    assertThat(online.at("/status/description").asString()).isEqualTo("ONLINE");
    assertThat(online.at("/location/operator_id").asString()).isEqualTo("20416");
    JsonNode context = online.at("/pdp_contexts/0");
    assertThat(context.get("created").asString()).isEqualTo(Dates.iso(at.plusSeconds(9)));
    assertThat(context.get("gtp_v2_uli").toString()).isEqualTo("{\"tac\":\"17\",\"eci\":\"4711\"}");
    assertThat(context.get("ue_ip_address").asString()).isEqualTo("10.1.2.3");
    assertThat(context.has("gtp_v1_uli")).isFalse();
  }

  private static String event(String id, String kind, String iccid, Instant at, String more) {
    return """
    {"id":"%s","at":"%s","kind":"%s","iccid":"%s","imei":"3569380000000017","plmn":"204-16","rat":"EUTRAN",\
    "lac_tac":17,"cell_id":4711%s}
    """
        .formatted(id, at, kind, iccid, more);
  }

  @Test
  void sendsShowsAndCancelsMessages() {
    String path = "/v2/sims/" + next() + "/sms";
    Answered sent = owner.post(path, "{\"payload\":\"hello\",\"udh\":\"\",\"dcs\":0}");
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    String id = sent.json().get("id").asString();
    assertThat(sent.json().toString()).isEqualTo("{\"id\":\"" + id + "\"}");
    JsonNode message = get(path + "/" + id);
    assertThat(message.get("payload").asString()).isEqualTo("hello");
    assertThat(message.get("retry_count").isIntegralNumber()).isTrue();
    assertThat(message.get("sim_id")).isEqualTo(message.at("/endpoint/id"));
    assertThat(message.at("/endpoint/name")).isEqualTo(message.get("iccid"));
    assertThat(message.get("pid").intValue()).isZero();
    Answered cancelled = owner.send("DELETE", path + "/" + id, BodyPublishers.noBody());
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    assertThat(cancelled.json().get("id").asString()).isEqualTo(id);
    assertThat(get(path + "/" + id).at("/status/description").asString()).isEqualTo("CANCELED");
    assertError(
        owner.post(path, "{\"payload\":\"x\",\"udh\":\"string\"}"), 400, "BadRequest", "udh");
    assertError(owner.get(path + "/77777777"), 404, "NotFound", "SMS");
  }

  @Test
  void pagesMessagesByTwentiesUnlessAskedOtherwise() {
    String path = "/v2/sims/" + next() + "/sms";
    for (int i = 0; i < 3; i++) {
      assertThat(owner.post(path, "{\"payload\":\"" + i + "\"}").status()).isEqualTo(201);
    }
    assertThat(owner.get(path).header("X-Count-Per-Page")).isEqualTo("20");
    Answered second = owner.get(path + "?per_page=2&page=2");
    assertThat(second.json()).hasSize(1);
    assertThat(second.json().get(0).get("payload").asString()).isEqualTo("0");
    assertThat(second.header("X-Total-Pages")).isEqualTo("2");
  }

  @Test
  void listsEventsAsTheStreamHasThem() {
    String iccid = next();
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    house.tell(event("e" + iccid, "ATTACH", iccid, at, ""));
    house.tell(
        event("f" + iccid, "SESSION_START", iccid, at.plusSeconds(1), ",\"apn\":\"iot.example\""));
    JsonNode events = get("/v2/sims/" + iccid + "/events?sort=timestamp&pageSize=5");
    assertThat(events.isArray()).isTrue();
    JsonNode session = events.get(1);
    assertThat(session.get("timestamp").asString()).isEqualTo(at.plusSeconds(1).toString());
    assertThat(session.get("event_type").toString())
        .isEqualTo("{\"id\":3,\"description\":\"Create PDP Context\"}");
    assertThat(session.get("event_source").toString())
        .isEqualTo("{\"id\":0,\"description\":\"Network\"}");
    assertThat(session.get("description").asString()).startsWith("New PDP Context");
    assertThat(session.get("user").isNull()).isTrue();
    assertThat(session.at("/detail/operator/country/mcc").asString()).isEqualTo("204");
    assertThat(session.at("/detail/pdp_context/apn").asString()).isEqualTo("iot.example");
    assertThat(session.at("/detail/pdp_context/rat_type/description").asString()).isEqualTo("LTE");
    assertThat(owner.get("/v2/sims/" + iccid + "/events").header("X-Total-Count")).isEqualTo("2");
  }

  @Test
  void saysWhatAPolicyDidAndToWhichService() {
    String iccid = next();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5);
    house.meter(
        "record_id,record_type,iccid,start,end,bytes_up,bytes_down,rat\n"
            + "v2p,DATA,%s,%s,%s,0,%d,EUTRAN%n".formatted(iccid, now, now, 450L << 20));
    JsonNode event = get("/v2/sims/" + iccid + "/events").get(0);
    assertThat(event.at("/event_type/id").intValue()).isEqualTo(18);
    assertThat(event.at("/event_severity/description").asString()).isEqualTo("WARN");
    assertThat(event.at("/event_source/description").asString()).isEqualTo("Policy Control");
    assertThat(event.at("/detail/quota/volume").doubleValue()).isEqualTo(50);
    assertThat(event.at("/detail/quota/traffic_type/description").asString()).isEqualTo("Data");
  }

  @Test
  void resetsAndTopsUp() {
    String sim = "/v2/sims/" + next();
    house.shop.product(house.administrator(), Product.Kind.TOP_UP, new Grant(500L << 20, 250, 0));
    Answered reset = owner.post(sim + "/reset", "[]");
    assertThat(reset.status()).as(reset.text()).isEqualTo(201);
    assertThat(reset.text()).isEmpty();
    Answered topUp = owner.post(sim + "/topup", "[]");
    assertThat(topUp.status()).as(topUp.text()).isEqualTo(201);
    assertThat(topUp.header("Location")).contains("/management-api/v1/orders/");
    assertError(
        owner.post(sim + "/topup?payment_method=shells", ""), 400, "BadRequest", "Payment method");
  }

  @Test
  void hasErrorsOfItsOwn() {
    String sim = "/v2/sims/" + next();
    assertError(owner.get("/v2/sims/8999901999999999999"), 404, "NotFound", "No SIM");
    assertError(owner.get("/v2/sims?page=abc"), 400, "BadRequest", "page");
    assertError(owner.put(sim, "{"), 400, "BadRequest", "not JSON");
    assertError(owner.put(sim, "{\"status\":\"Asleep\"}"), 400, "BadRequest", "status");
    assertError(owner.put(sim, "{\"iccid\":\"8999901999999999999\"}"), 400, "BadRequest", "iccid");
    assertError(owner.get("/v2/sims/%C3%28"), 400, "BadRequest", "");
    assertError(house.anonymous().get(sim), 401, "Unauthorized", "");
    assertError(owner.post("/v2/sims", "[]"), 405, "MethodNotAllowed", "");
  }

  @Test
  void hasADocumentOfItsOwn() {
    JsonNode document = house.anonymous().get("/api-docs/v2").json();
    assertThat(document.at("/info/version").asString()).isEqualTo("2");
    assertThat(document.at("/servers/0/url").asString()).endsWith("/management-api");
    assertThat(document.get("paths").has("/v2/sims/{iccid}/quota/data")).isTrue();
  }
}
