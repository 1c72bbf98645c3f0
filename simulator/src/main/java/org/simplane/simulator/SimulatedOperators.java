// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.backend.BackendConfig;
import org.simplane.simulator.control.Account;
import org.simplane.simulator.control.Ledger;

/** The platforms of many operators at once, each on a loopback port of its own. */
public final class SimulatedOperators implements AutoCloseable {

  private static final String USERNAME = "simulator";
  private static final String PASSWORD = "simulated";

  /** Until an order, a ticket or a request is carried out. */
  private static final Duration DELAY = Duration.ofSeconds(3);

  private final List<Backend> backends = new ArrayList<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  private SimulatedOperators() {}

  /**
   * Starts all of them. The ledger stays the caller's to close.
   *
   * @param firstPort the others follow it; 0 for any free ones
   * @param size how many subscriptions each has to begin with; with 0 none is started
   * @param pace how many times the usual traffic
   */
  public static SimulatedOperators start(
      Path folder, int firstPort, int size, double pace, Ledger ledger, Clock clock)
      throws IOException {
    SimulatedOperators all = new SimulatedOperators();
    int port = firstPort;
    try {
      for (SimulatedOperator operator :
          size == 0 ? List.<SimulatedOperator>of() : SimulatedOperator.ALL) {
        all.start(operator, folder, port, size, pace, ledger, clock);
        port += port == 0 ? 0 : 1;
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void start(
      SimulatedOperator operator,
      Path folder,
      int port,
      int size,
      double pace,
      Ledger ledger,
      Clock clock)
      throws IOException {
    Backend backend =
        Backend.start(
            new BackendConfig(
                folder.resolve(operator.wire().name()),
                port,
                size,
                DELAY,
                USERNAME,
                PASSWORD,
                operator.callsPerSecond(),
                pace),
            operator.wire(),
            ledger,
            clock);
    backends.add(backend);
    Map<String, String> settings = new HashMap<>(operator.settings());
    settings.replaceAll((_, value) -> value.replace("{url}", backend.url().toString()));
    settings.put("url", backend.url() + operator.path());
    settings.put("username", USERNAME);
    settings.put(operator.secret(), PASSWORD);
    accounts.put(backend.name(), new Account(operator.platform(), operator.title(), settings));
  }

  public List<Backend> backends() {
    return List.copyOf(backends);
  }

  /**
   * The platform of that name, such as {@code tmus}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Backend backend(String name) {
    return backends.stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No platform '" + name + "'"));
  }

  /** The account that each knows, by the platform's name, in the order of their ports. */
  public Map<String, Account> accounts() {
    return new LinkedHashMap<>(accounts);
  }

  @Override
  public void close() {
    backends.forEach(Backend::close);
  }
}
