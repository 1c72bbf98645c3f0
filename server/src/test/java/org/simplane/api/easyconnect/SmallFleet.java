// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.network.FleetConfig;
import org.simplane.simulator.network.FleetSimulator;

/** A simulated network of a few quiet SIMs, with the subscriber register that they obey. */
final class SmallFleet implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Ledger ledger;
  private final FleetSimulator simulator;

  SmallFleet(Path folder, int size) {
    try {
      ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
      simulator =
          FleetSimulator.start(
              new FleetConfig(
                  folder.resolve("fleet"),
                  0,
                  7,
                  size,
                  0.001,
                  0,
                  0,
                  folder.resolve("inbox"),
                  60,
                  URI.create("http://127.0.0.1:9"),
                  Optional.empty(),
                  Optional.empty(),
                  false),
              Clock.systemUTC(),
              ledger);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  URI url() {
    return simulator.url();
  }

  /** The cards of the maker's delivery file, all of them on the air, without labels. */
  List<Sim> sims() {
    List<String> lines = get("/fleet/v1/sims.csv").lines().toList();
    List<String> titles = List.of(lines.getFirst().split(",", -1));
    return lines.stream()
        .skip(1)
        .map(line -> List.of(line.split(",", -1)))
        .map(row -> sim(title -> row.get(titles.indexOf(title))))
        .toList();
  }

  private static Sim sim(UnaryOperator<String> column) {
    return new Sim(
        new SubscriptionRef(column.apply("iccid"), column.apply("iccid")),
        Status.ACTIVE,
        "PRODUCTIVE",
        Optional.empty(),
        Optional.of(new Iccid(column.apply("iccid"))),
        Optional.of(new Imsi(column.apply("imsi"))),
        Optional.of(new Msisdn(column.apply("msisdn_data"))),
        Optional.empty(),
        Optional.empty(),
        Optional.of(column.apply("ip_address")),
        Optional.empty(),
        Optional.of(false),
        Optional.of(Instant.parse("2026-02-03T04:05:06Z")));
  }

  /** What the register holds of a card, as it says it. */
  String registered(Sim sim) {
    return get("/register/v1/subscribers/" + sim.ref().businessId());
  }

  private String get(String path) {
    try {
      return HTTP.send(HttpRequest.newBuilder(url().resolve(path)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
    ledger.close();
  }
}
