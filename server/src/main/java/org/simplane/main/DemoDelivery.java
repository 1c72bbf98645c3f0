// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.simplane.Caller;
import org.simplane.inventory.ImportOptions;
import org.simplane.inventory.ImportReport;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches the delivery file of the simulated cards and imports it, as a fleet's owner would. Goes
 * on where a kill broke it off.
 */
final class DemoDelivery {

  private static final int CARDS_AT_ONCE = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final URI simulator;
  private final Subscriptions subscriptions;
  private final Terminal terminal;

  DemoDelivery(URI simulator, Subscriptions subscriptions, Terminal terminal) {
    this.simulator = simulator;
    this.subscriptions = subscriptions;
    this.terminal = terminal;
  }

  /** Returns when every card of the fleet is in the account. */
  void bring(Caller caller, long account) throws InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build()) {
      int cards = size(http);
      long known =
          subscriptions.count(caller.scope(), SubscriptionQuery.ALL.withAccount(account)).count();
      if (known >= cards) {
        return;
      }
      // Cards are numbered, and imported in that order: those that are there are the first.
      for (int from = (int) (known / CARDS_AT_ONCE * CARDS_AT_ONCE);
          from < cards;
          from += CARDS_AT_ONCE) {
        terminal.step(
            "Demo: SIMs %,d to %,d of %,d come in"
                .formatted(from + 1, Math.min(cards, from + CARDS_AT_ONCE), cards));
        ImportReport report = importSome(http, caller, account, from);
        if (report.rejected() > 0) {
          terminal.problem(
              "Demo: %d SIMs were rejected, the first because: %s"
                  .formatted(report.rejected(), report.firstRejected().getFirst()));
        }
      }
      terminal.step("Demo: %,d SIMs are there, and go on the air".formatted(cards));
    } catch (IOException e) {
      terminal.problem(
          "Demo: the delivery file cannot be read ("
              + e.getMessage()
              + "); the next start tries again");
    }
  }

  private ImportReport importSome(HttpClient http, Caller caller, long account, int from)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(
            get("/fleet/v1/sims.csv?from=" + from + "&count=" + CARDS_AT_ONCE),
            HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("the simulator answered " + response.statusCode());
    }
    try (Reader csv = new InputStreamReader(response.body(), StandardCharsets.UTF_8)) {
      return subscriptions.importCsv(caller, account, csv, ImportOptions.USUAL);
    }
  }

  /** Waits until the simulator is there, which is started beside us. */
  private int size(HttpClient http) throws InterruptedException {
    boolean told = false;
    while (true) {
      OptionalInt size = trySize(http);
      if (size.isPresent()) {
        return size.getAsInt();
      }
      if (!told) {
        terminal.step("Demo: waiting for the simulator at " + simulator);
        told = true;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private OptionalInt trySize(HttpClient http) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(get("/fleet/v1/status"), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? OptionalInt.of(JsonMapper.shared().readTree(response.body()).path("size").asInt(0))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(simulator.resolve(path)).timeout(PATIENCE).GET().build();
  }
}
