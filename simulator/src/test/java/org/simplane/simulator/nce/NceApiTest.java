// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.control.Ledger;
import tools.jackson.databind.JsonNode;

/** Answers to the letter of the contract. */
final class NceApiTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final String SIM = "8999902900000000001";

  @AutoClose private final Ledger ledger;
  @AutoClose private final NcePlatform platform;
  private final NceClient client;

  NceApiTest(@TempDir Path folder) throws IOException, InterruptedException {
    ledger = Ledger.open(folder, CLOCK);
    NceConfig config =
        NceConfig.in(folder.resolve("nce")).withPopulation(3, 20).withRequestsPerSecond(0);
    platform = NcePlatform.start(config, ledger, CLOCK);
    client = new NceClient(platform.url()).logIn();
    platform.put(
        SIM,
        Json.MAPPER.readTree(
            """
            {"status":"Enabled","label":"Lift","imei":"0049990100000101","session":"ONLINE",
             "activation_date":"2021-08-26T12:13:02Z","data_left":503264049,"sms_left":240,
             "usage":{"2026-11-20":{"up":1385,"down":1554,"sent":2,"received":1}}}
            """));
  }

  @Test
  void takesTheThreeWaysOfAskingForAToken() throws Exception {
    String form = "application/x-www-form-urlencoded";
    String grant = "grant_type=client_credentials";
    JsonNode token = Json.MAPPER.readTree(client.logIn(form, "", grant).body());
    assertThat(token.path("access_token").asString()).hasSize(2976);
    assertThat(token.path("token_type").asString()).isEqualTo("bearer");
    assertThat(token.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(token.path("status_code").asInt()).isEqualTo(200);
    assertThat(token.path("userId").asString()).isEqualTo("user");
    String json = "{\"grant_type\":\"client_credentials\"}";
    assertThat(client.logIn("application/json", "", json).statusCode()).isEqualTo(200);
    assertThat(client.logIn(form, "?" + grant, "").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithALogIn() throws Exception {
    String form = "application/x-www-form-urlencoded";
    String grant = "grant_type=client_credentials";
    assertThat(client.logIn(form, "", grant, NceClient.basic("nobody", "x")).body())
        .isEqualTo(
            "{\"statusCode\":400,\"errorCode\":\"BadCredentials\",\"message\":\"User does not exist.\"}");
    assertThat(client.logIn(form, "", grant, NceClient.basic("simulator", "x")).body())
        .contains("CognitoAuthenticationError");
    assertThat(client.logIn(form, "", grant, NceClient.basic("simulator", "")).body())
        .contains("AuthValidationError");
    assertThat(client.logIn(form, "", "").body()).contains("BodyValidationError");
    assertThat(client.logIn("text/plain", "", grant).body())
        .contains("UnsupportedContentTypeError");
  }

  @Test
  void showsASimInTheFormThatWasRecorded() throws Exception {
    HttpResponse<String> response = client.send("GET", "/v1/sims/" + SIM, "{}");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=UTF-8");
    assertThat(response.body())
        .contains("\"activation_date\":\"2021-08-26T12:13:02.000+0000\"")
        .contains("\"current_quota\":500,")
        .contains("\"current_quota_SMS\":250,")
        .contains("\"quota_status\":{\"id\":0,\"description\":\"More than 20% available\"}")
        .contains("\"iccid_with_luhn\":\"" + SIM)
        .doesNotContain("null");
  }

  @Test
  void showsQuotasWithTheirOwnDatesAndNumbers() throws Exception {
    assertThat(client.send("GET", "/v1/sims/" + SIM + "/quota/data", "").body())
        .contains("\"volume\":479.949998,")
        .contains("\"total_volume\":500,")
        .contains("\"expiry_date\":\"2031-08-26 00:00:00\"")
        .contains("\"peak_throughput\":1000000");
    assertThat(client.send("GET", "/v1/sims/" + SIM + "/quota/sms", "").body())
        .contains("\"volume\":240,")
        .doesNotContain("peak_throughput");
  }

  @Test
  void showsUsageNewestFirstWithItsTotal() throws Exception {
    JsonNode stats = client.get("/v1/sims/" + SIM + "/usage").path("stats");
    assertThat(stats.size()).isEqualTo(15);
    assertThat(stats.path(0).toString())
        .isEqualTo(
            "{\"date\":\"2026-11-21\",\"data\":{\"volume\":\"0\",\"volume_tx\":\"0\",\"volume_rx\":\"0\"},"
                + "\"sms\":{\"volume\":\"0\",\"volume_tx\":\"0\",\"volume_rx\":\"0\"}}");
    assertThat(stats.path(1).path("data").path("volume").asString()).isEqualTo("0.002803");
    assertThat(stats.path(1).path("data").path("volume_tx").asString()).isEqualTo("0.001321");
    assertThat(stats.path(1).path("data").path("cost").asString()).isEqualTo("0.002803");
    assertThat(stats.path(1).path("sms").path("volume_rx").asString()).isEqualTo("2");
    assertThat(stats.path(14).path("date").asString()).isEqualTo("TOTAL");
    assertThat(client.get("/v1/sims/" + SIM + "/usage?start_dt=2000&end_dt=1998").path("stats"))
        .hasSize(1);
  }

  @Test
  void showsWhereAnOnlineSimIs() throws Exception {
    JsonNode status = client.get("/v1/sims/" + SIM + "/status");
    assertThat(status.path("status").asString()).isEqualTo("ONLINE");
    assertThat(status.path("services").isArray()).isTrue();
    assertThat(status.path("location").path("operator").path("id").isNumber()).isTrue();
    assertThat(status.path("pdp_context").path("rat_type").path("rat_type_id").asString())
        .isEqualTo("6");
  }

  @Test
  void answersErrorsInTheSpringForm() throws Exception {
    JsonNode unknown = client.get("/v1/sims/8999902999999999999");
    assertThat(unknown.path("status").asInt()).isEqualTo(404);
    assertThat(unknown.path("error").asString()).isEqualTo("Not Found");
    assertThat(unknown.path("timestamp").asString()).isEqualTo("2026-11-21T10:00:00.000+0000");
    assertThat(unknown.path("path").asString()).endsWith("/v1/sims/8999902999999999999");
    platform.expireTokens();
    assertThat(client.send("GET", "/v1/sims", "").statusCode()).isEqualTo(401);
    assertThat(client.get("/v1/sims").path("message").asString())
        .startsWith("The token is invalid");
  }
}
