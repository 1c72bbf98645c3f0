// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/**
 * What the clients that are known do, request by request. Their habits with SMS, events, reset and
 * top-up come with those operations.
 */
final class CompatibilityIT {

  private static final String SIM = "/v1/sims/" + Sims.iccid(1);
  private static final List<String> READS =
      List.of(
          "/v1/sims",
          SIM,
          SIM + "/status",
          SIM + "/events",
          SIM + "/connectivity_info",
          SIM + "/quota/data",
          SIM + "/quota/sms",
          SIM + "/usage");

  // With quotas; no register is there, which nothing here needs.
  @AutoClose
  private static final House HOUSE =
      House.open(URI.create("http://127.0.0.1:9"), EasyConnectConfig.DEFAULT);

  private static HttpCaller owner;

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE), Sims.sim(2, Status.ACTIVE));
    owner = HOUSE.ofOwner();
  }

  @Test
  void givesTokensToEveryWayOfAskingWithEveryFieldThatSomeClientNeeds() {
    String grant = "grant_type=client_credentials";
    String json = "{\"grant_type\":\"client_credentials\"}";
    String form = "application/x-www-form-urlencoded";
    HttpCaller anybody = HOUSE.anonymous();
    for (Answered answered :
        List.of(
            anybody.token(House.USER, House.PASSWORD, "/oauth/token", grant, "Content-Type", form),
            anybody.token(
                House.USER,
                House.PASSWORD,
                "/oauth/token",
                json,
                "Content-Type",
                "application/json"),
            anybody.token(
                House.USER, House.PASSWORD, "/oauth/token?" + grant, "", "Content-Type", form))) {
      JsonNode token = answered.json();
      assertThat(token.get("status_code").intValue()).isEqualTo(200);
      assertThat(token.get("userId").isString()).isTrue();
      assertThat(token.get("orgId").isNumber()).isTrue();
      assertThat(token.get("access_token").asString()).hasSize(36);
    }
  }

  @Test
  void ignoresTheBodyOfAGet() {
    for (String path : READS) {
      for (String body : List.of("{}", "[]", "not json")) {
        Answered answered =
            owner.send(
                "GET",
                path,
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json");
        assertThat(answered.status()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void takesAPutOfOneFieldOrNoneAndAnswersWithNothing() {
    for (String body : List.of("{\"label\":\"DX\"}", "{\"status\":\"Enabled\"}", "{}", "[]")) {
      Answered answered = owner.put(SIM, body);
      assertThat(answered.status()).as(answered.text()).isEqualTo(200);
      assertThat(answered.header("Content-Length")).isEqualTo("0");
    }
    assertThat(owner.get(SIM).json().get("label").asString()).isEqualTo("DX");
  }

  @Test
  void takesABulkOfNothing() {
    Answered answered = owner.post("/v1/sims", "[]");
    assertThat(answered.status()).isEqualTo(201);
    assertThat(answered.header("Content-Length")).isEqualTo("0");
  }

  @Test
  void takesEmptyParametersAsThePhpClientSendsThem() {
    assertThat(owner.get("/v1/sims?page=1&pageSize=10&q=&sort=").json().size()).isEqualTo(2);
  }

  @Test
  void ignoresParametersThatItDoesNotKnow() {
    Answered answered = owner.get("/v1/sims?access_token=x&foo=bar&page=1&foo=%20&iccid=1");
    assertThat(answered.json().size()).isEqualTo(2);
  }

  @Test
  void writesWholeNumbersSoThatTheyDecodeIntoIntegers() {
    String sim = owner.get(SIM).text();
    assertThat(sim).contains("\"current_quota\":500,", "\"current_quota_SMS\":250,");
    assertThat(owner.get(SIM + "/quota/data").text())
        .contains("\"volume\":500,", "\"total_volume\":500,", "\"last_volume_added\":500,");
    assertThat(owner.get(SIM + "/quota/sms").text()).contains("\"volume\":250,");
  }

  @Test
  void writesVolumesOfUsageAsText() {
    JsonNode day = owner.get(SIM + "/usage").json().get("stats").get(0);
    for (String service : List.of("data", "sms")) {
      for (String field : List.of("volume", "volume_rx", "volume_tx")) {
        assertThat(day.get(service).get(field).isString()).isTrue();
      }
    }
  }

  @Test
  void neverLeavesOutWhatTypedClientsRead() {
    assertThat(owner.get(SIM + "/status").json().get("services").isArray()).isTrue();
    owner
        .get("/v1/sims")
        .json()
        .forEach(sim ->
            assertThat(sim.propertyNames())
                .contains("imei_lock", "quota_status", "quota_status_SMS", "status"));
  }

  @Test
  void hasNoTopLevelMessageOrErrorWhereAllIsWell() {
    for (String path : READS.subList(1, READS.size())) {
      assertThat(owner.get(path).json().propertyNames()).doesNotContain("message", "error");
    }
  }

  @Test
  void asksForALogInWith401AndNeverRedirects() {
    for (String path : READS) {
      assertThat(HOUSE.anonymous().get(path).status()).isEqualTo(401);
    }
  }

  @Test
  void readsLongTokensToTheEnd() {
    assertThat(HOUSE.anonymous().withToken("x".repeat(7_500)).get("/v1/sims").status())
        .isEqualTo(401);
  }

  @Test
  void sendsNoHeadersForOtherOrigins() {
    Answered answered =
        owner.send("GET", SIM, BodyPublishers.noBody(), "Origin", "https://portal.example");
    assertThat(answered.response().headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }
}
