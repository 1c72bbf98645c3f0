// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.contract.SettableClock;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Ledger;
import tools.jackson.databind.JsonNode;

/** SMS, top-ups, orders, events, reset, connectivity and limits on the wire. */
final class NceServicesTest {

  private static final String SIM = "8999902000000000001";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
  @AutoClose private final Ledger ledger;
  @AutoClose private final NcePlatform platform;
  private final NceClient client;

  NceServicesTest(@TempDir Path folder) throws IOException, InterruptedException {
    ledger = Ledger.open(folder, clock);
    NceConfig config =
        NceConfig.in(folder.resolve("nce"))
            .withPopulation(3, 12)
            .withEffectDelay(Duration.ZERO)
            .withRequestsPerSecond(0);
    platform = NcePlatform.start(config, ledger, clock);
    client = new NceClient(platform.url()).logIn();
    platform.put(
        SIM,
        Json.object()
            .put("status", "Enabled")
            .put("imei", "0049990100000101")
            .put("session", "OFFLINE"));
  }

  @Test
  void takesAnSmsAndNamesItInTheLocation() throws Exception {
    HttpResponse<String> taken =
        client.send(
            "POST", "/v1/sims/" + SIM + "/sms", "{\"payload\":\"hi\",\"dcs\":\"\",\"udh\":\"\"}");
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.body()).isEmpty();
    String location = taken.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches(".*/v1/sims/" + SIM + "/sms/\\d+");
    String id = location.substring(location.lastIndexOf('/') + 1);
    JsonNode sms = client.get("/v1/sims/" + SIM + "/sms/" + id);
    assertThat(sms.path("status").toString()).isEqualTo("{\"id\":3,\"description\":\"BUFFERED\"}");
    assertThat(sms.path("sms_type").path("description").asString()).isEqualTo("MT");
    assertThat(sms.path("submit_date").asString()).isEqualTo("2026-11-21T10:00:00.000+0000");
    assertThat(sms.path("retry_count").isString()).isTrue();
    platform.put(SIM, Json.object().put("session", "ATTACHED"));
    assertThat(client.get("/v1/sims/" + SIM + "/sms").path(0).path("status").path("id").asInt())
        .isEqualTo(4);
    assertThat(client.get("/v1/sims/" + SIM + "/quota/sms").path("volume").asInt()).isPositive();
    assertThat(client.send("DELETE", "/v1/sims/" + SIM + "/sms/" + id, "[]").statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesAnSmsThatFitsNoMessage() throws Exception {
    for (String bad :
        new String[] {
          "{}",
          "[",
          "{\"payload\":\"zz\",\"dcs\":4}",
          "{\"payload\":\"x\",\"dcs\":9}",
          "{\"payload\":\"" + "x".repeat(161) + "\"}"
        }) {
      assertThat(client.send("POST", "/v1/sims/" + SIM + "/sms", bad).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
  }

  @Test
  void topsUpAndShowsTheOrder() throws Exception {
    int before = client.get("/v1/sims/" + SIM + "/quota/data").path("total_volume").asInt();
    HttpResponse<String> taken = client.send("POST", "/v1/sims/" + SIM + "/topup", "");
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(client.get("/v1/sims/" + SIM + "/quota/data").path("total_volume").asInt())
        .isEqualTo(before + 500);
    String location = taken.headers().firstValue("Location").orElseThrow();
    JsonNode order = client.get("/v1/orders/" + location.substring(location.lastIndexOf('/') + 1));
    assertThat(order.path("order_type").asString()).isEqualTo("TOPUP");
    assertThat(order.path("sims").path(0).path("iccid").asString()).isEqualTo(SIM);
    HttpResponse<String> shells =
        client.send("POST", "/v1/sims/topup?payment_method=shells", "[\"" + SIM + "\"]");
    assertThat(shells.statusCode()).isEqualTo(400);
    assertThat(shells.body()).isEqualTo("{\"message\":\"Payment method used is not valid.\"}");
    assertThat(client.send("POST", "/v1/sims/topup", "[\"8999902999\"]").statusCode())
        .isEqualTo(403);
  }

  @Test
  void sellsSimsWhichThenAreThere() throws Exception {
    HttpResponse<String> taken =
        client.send("POST", "/v1/orders", "{\"products\":[{\"productId\":1001,\"quantity\":2}]}");
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(client.send("GET", "/v1/sims", "").headers().firstValue("X-Total-Count"))
        .contains("14");
    assertThat(client.get("/v1/products").path(0).path("minQuantity").asInt()).isEqualTo(1);
    assertThat(client.get("/v1/orders").path(0).path("products").path(0).path("product_id").asInt())
        .isEqualTo(1001);
  }

  @Test
  void tellsWhatHappenedNewestFirst() throws Exception {
    platform.look();
    platform.put(SIM, Json.object().put("status", "Disabled"));
    platform.look();
    platform.put(SIM, Json.object().put("status", "Enabled"));
    JsonNode body = client.get("/v1/sims/" + SIM + "/events?pageSize=1000");
    assertThat(body.path("totalEvents").asInt()).isEqualTo(2);
    assertThat(body.path("events").path(0).path("event_type").asString())
        .isEqualTo("Status of SIM changed from 'Suspended' to 'Activated'");
    JsonNode info = client.get("/v1/sims/" + SIM + "/connectivity_info?subscriber=1&ussd=0");
    assertThat(info.path("subscriber_info").path("success").asBoolean()).isTrue();
    assertThat(info.has("ussd_info")).isFalse();
  }

  @Test
  void resetsASimAndWritesItDown() throws Exception {
    assertThat(client.send("POST", "/v1/sims/" + SIM + "/reset", "[]").statusCode()).isEqualTo(201);
    assertThat(platform.requests(100))
        .flatExtracting(entry -> entry.effects())
        .extracting(Effect::what)
        .containsExactly("reset");
  }

  @Test
  void keepsTheLimitsThatWereChosen() throws Exception {
    assertThat(client.send("POST", "/v1/sims/limits", "{\"dataLimitId\":1}").statusCode())
        .isEqualTo(201);
    assertThat(client.get("/v1/sims/limits").path("data").path("limit").asString()).isEqualTo("16");
    assertThat(client.get("/v1/sims/smsMo/limits").path("selectableLimits")).isNotEmpty();
    assertThat(client.send("POST", "/v1/sims/limits", "{\"smsMtLimitId\":99}").statusCode())
        .isEqualTo(400);
  }
}
