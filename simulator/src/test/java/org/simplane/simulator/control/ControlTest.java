// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;

/** The control over its own HTTP, of a platform over its. */
final class ControlTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AutoClose private final Ledger ledger;
  @AutoClose private final NcePlatform platform;
  @AutoClose private final ControlServer control;

  ControlTest(@TempDir Path folder) throws IOException {
    ledger = Ledger.open(folder, Clock.systemUTC());
    NceConfig config = NceConfig.in(folder.resolve("nce")).withPopulation(1, 5);
    platform = NcePlatform.start(config, ledger, Clock.systemUTC());
    control = ControlServer.start(0, new Control(List.of(platform)));
  }

  @Test
  void letsRequestsFailAsPlanned() throws Exception {
    String throttled = "{\"fault\":\"throttled\",\"times\":2,\"seconds\":7}";
    assertThat(control("POST", "/nce/faults", throttled).statusCode()).isEqualTo(204);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> refused = call();
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("7");
    }
    assertThat(call().statusCode()).as("after the planned two").isEqualTo(401);
  }

  @Test
  void healsWhatItHasBroken() throws Exception {
    assertThat(control("POST", "/nce/faults", "{\"fault\":\"REFUSE_CONNECTION\"}").statusCode())
        .isEqualTo(204);
    assertThat(catchThrowable(this::call)).isInstanceOf(ConnectException.class);
    assertThat(control("DELETE", "/nce/faults", "").statusCode()).isEqualTo(204);
    assertThat(call().statusCode()).isEqualTo(401);
  }

  @Test
  void opensAClosedPortByItselfWhenToldFor() throws Exception {
    control("POST", "/nce/faults", "{\"fault\":\"REFUSE_CONNECTION\",\"seconds\":0.3}");
    assertThat(catchThrowable(this::call)).isInstanceOf(ConnectException.class);
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(call().statusCode()).isEqualTo(401));
  }

  /** A client that is not patient gives up; one that is sees the connection break. */
  @Test
  void fallsSilentForAsLongAsToldTo() throws Exception {
    control("POST", "/nce/faults", "{\"fault\":\"TIMEOUT_AFTER_EFFECT\",\"seconds\":60}");
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(platform.url() + "/v1/sims"))
            .timeout(Duration.ofMillis(300))
            .POST(HttpRequest.BodyPublishers.ofString("[]"))
            .build();
    assertThat(catchThrowable(() -> HTTP.send(post, BodyHandlers.ofString())))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(platform.requests(10)).extracting(LedgerEntry::status).containsExactly(0);
  }

  @Test
  void showsTheRequestsSinceTheLastReset() throws Exception {
    call();
    String requests = control("GET", "/nce/requests?limit=5", "").body();
    assertThat(requests)
        .contains("\"path\":\"/management-api/v1/sims\"")
        .contains("\"status\":401");
    control("POST", "/nce/reset", "");
    assertThat(control("GET", "/nce/requests", "").body()).isEqualToIgnoringNewLines("[]");
  }

  @Test
  void putsASimInAState() throws Exception {
    String path = "/nce/sims/8999902900000000009";
    assertThat(control("PUT", path, "{\"status\":\"Disabled\"}").statusCode()).isEqualTo(204);
    assertThat(control("PUT", path, "{\"status\":\"Gone\"}").statusCode()).isEqualTo(400);
    assertThat(control("PUT", "/nce/pace", "{\"pace\":3}").statusCode()).isEqualTo(204);
  }

  @Test
  void saysWhatItDoesNotUnderstand() throws Exception {
    assertThat(control("GET", "", "").body()).contains("nce");
    assertThat(control("POST", "/jasper/reset", "").statusCode()).isEqualTo(404);
    assertThat(control("POST", "/nce/dance", "").statusCode()).isEqualTo(404);
    for (String body :
        List.of(
            "", "[", "[]", "{}", "{\"fault\":\"NONE\"}", "{\"fault\":\"THROTTLED\",\"times\":0}")) {
      assertThat(control("POST", "/nce/faults", body).statusCode()).as(body).isEqualTo(400);
    }
    for (String body : List.of("", "{}", "{\"pace\":-1}", "{\"pace\":\"fast\"}")) {
      assertThat(control("PUT", "/nce/pace", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(control("GET", "/nce/requests?limit=many", "").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> call() throws IOException, InterruptedException {
    URI url = URI.create(platform.url() + "/v1/sims");
    return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> control(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(control.url() + "/control" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
