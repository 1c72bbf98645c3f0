// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the simulator's control which operators there are, and with what account each is used. */
final class DemoOperators {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final URI control;
  private final Terminal terminal;

  /** An account that a simulated operator knows. */
  record Known(String platform, String title, Map<String, String> settings) {

    static Known of(JsonNode json) {
      Map<String, String> settings = new LinkedHashMap<>();
      json.path("settings")
          .properties()
          .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asString("")));
      return new Known(
          json.path("platform").asString(""),
          "Simulated " + json.path("title").asString(""),
          settings);
    }
  }

  DemoOperators(URI control, Terminal terminal) {
    this.control = control;
    this.terminal = terminal;
  }

  /** Waits for the simulator, which is started beside us; ends early when interrupted. */
  void add(Consumer<List<Known>> adding) {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build()) {
      Optional<List<Known>> all = known(http);
      while (all.isEmpty()) {
        Thread.sleep(BETWEEN_TRIES);
        all = known(http);
      }
      adding.accept(all.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      terminal.problem(
          "Demo: the operators' accounts were not added ("
              + e.getMessage()
              + "); the next start tries again");
    }
  }

  /** Empty while the simulator does not answer. */
  private Optional<List<Known>> known(HttpClient http) throws InterruptedException {
    try {
      List<Known> all = new ArrayList<>();
      for (JsonNode name : JsonMapper.shared().readTree(get(http, control).body())) {
        HttpResponse<String> account =
            get(http, URI.create(control + "/" + name.asString() + "/account"));
        if (account.statusCode() == 200) {
          all.add(Known.of(JsonMapper.shared().readTree(account.body())));
        }
      }
      return Optional.of(all);
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static HttpResponse<String> get(HttpClient http, URI url)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
