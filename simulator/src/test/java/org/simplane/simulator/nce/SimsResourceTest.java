// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Ledger;
import tools.jackson.databind.JsonNode;

/** The list, and changes of one and of many. */
final class SimsResourceTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final String ONE = "8999902000000000001";
  private static final String TWO = "8999902000000000002";

  @AutoClose private final Ledger ledger;
  @AutoClose private final NcePlatform platform;
  private final NceClient client;

  SimsResourceTest(@TempDir Path folder) throws IOException, InterruptedException {
    ledger = Ledger.open(folder, CLOCK);
    NceConfig config =
        NceConfig.in(folder.resolve("nce"))
            .withPopulation(3, 25)
            .withEffectDelay(Duration.ZERO)
            .withRequestsPerSecond(0);
    platform = NcePlatform.start(config, ledger, CLOCK);
    client = new NceClient(platform.url()).logIn();
    platform.put(ONE, Json.object().put("status", "Enabled").put("label", "One"));
    platform.put(TWO, Json.object().put("status", "Disabled").put("label", "Two"));
  }

  @Test
  void pagesWithItsFourHeaders() throws Exception {
    Set<String> seen = new HashSet<>();
    for (int page = 1; page <= 3; page++) {
      HttpResponse<String> response = client.send("GET", "/v1/sims?q=&sort=&page=" + page, "");
      assertThat(header(response, "X-Total-Count")).isEqualTo("25");
      assertThat(header(response, "X-Total-Pages")).isEqualTo("3");
      assertThat(header(response, "X-Count-Per-Page")).isEqualTo("10");
      assertThat(header(response, "X-Current-Page")).isEqualTo(String.valueOf(page));
      Json.MAPPER.readTree(response.body()).forEach(sim -> seen.add(sim.path("iccid").asString()));
    }
    assertThat(seen).hasSize(25);
    assertThat(client.send("GET", "/v1/sims?page=4", "").body()).isEqualTo("[]");
    assertThat(client.get("/v1/sims?pageSize=500")).hasSize(25);
    assertThat(client.send("GET", "/v1/sims?page=x", "").statusCode()).isEqualTo(400);
  }

  @Test
  void sortsAndFilters() throws Exception {
    JsonNode down = client.get("/v1/sims?sort=-ip_address&pageSize=2");
    assertThat(down.path(0).path("ip_address").asString())
        .isGreaterThan(down.path(1).path("ip_address").asString());
    JsonNode one = client.get("/v1/sims?q=ip_address:100.64.0.1");
    assertThat(one).hasSize(1);
    assertThat(one.path(0).path("iccid").asString()).isEqualTo(ONE);
    assertThat(client.get("/v1/sims?q=imei:0049990100&pageSize=100")).isNotEmpty();
    assertThat(client.get("/v1/sims?q=imei:4711")).isEmpty();
  }

  @Test
  void changesOnlyWhatIsNamed() throws Exception {
    HttpResponse<String> taken = client.send("PUT", "/v1/sims/" + TWO, "{\"label\":\"2\"}");
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body()).isEmpty();
    JsonNode two = client.get("/v1/sims/" + TWO);
    assertThat(two.path("label").asString()).isEqualTo("2");
    assertThat(two.path("status").asString()).isEqualTo("Disabled");
    assertThat(client.send("PUT", "/v1/sims/" + TWO, "{}").statusCode()).isEqualTo(200);
    for (String bad : new String[] {"[1]", "{", "", "{\"status\":\"Off\"}", "{\"imei_lock\":1}"}) {
      assertThat(client.send("PUT", "/v1/sims/" + TWO, bad).statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void changesManyAndPassesOverUnknownOnes() throws Exception {
    String body =
        "[{\"iccid\":\"%s\",\"status\":\"Disabled\"},{\"iccid\":\"8999902777\"},{\"iccid\":\"%s\",\"status\":\"Activated\"}]"
            .formatted(ONE, TWO);
    HttpResponse<String> taken = client.send("POST", "/v1/sims", body);
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.body()).isEmpty();
    assertThat(client.get("/v1/sims/" + ONE).path("status").asString()).isEqualTo("Disabled");
    assertThat(client.get("/v1/sims/" + TWO).path("status").asString()).isEqualTo("Enabled");
    assertThat(client.send("POST", "/v1/sims", "[]").statusCode()).isEqualTo(201);
    assertThat(client.send("POST", "/v1/sims", "{}").statusCode()).isEqualTo(400);
    assertThat(platform.requests(100))
        .flatExtracting(entry -> entry.effects())
        .containsExactly(
            new Effect(ONE, "status", "Enabled", "Disabled"),
            new Effect(TWO, "status", "Disabled", "Enabled"));
  }

  @Test
  void refusesChangesOfExpiredSims() throws Exception {
    platform.put(ONE, Json.object().put("expiry_date", "2026-11-20T00:00:00Z"));
    String update = "{\"iccid\":\"" + ONE + "\",\"label\":\"late\"}";
    assertThat(client.send("PUT", "/v1/sims/" + ONE, update).statusCode()).isEqualTo(422);
    HttpResponse<String> refused = client.send("POST", "/v1/sims", "[" + update + "]");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains(SimResource.EXPIRED).contains(ONE);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
