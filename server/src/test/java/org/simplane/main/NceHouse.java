// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;

/** A whole Simplane beside a simulated 1NCE. */
final class NceHouse implements AutoCloseable {

  private final Ledger ledger;
  final NcePlatform platform;
  final Instance simplane;

  NceHouse(Path folder, Map<String, String> settings, UnaryOperator<NceConfig> config)
      throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    platform =
        NcePlatform.start(
            config.apply(NceConfig.in(folder.resolve("nce")).withRequestsPerSecond(0)),
            ledger,
            Clock.systemUTC());
    simplane = Instance.start(folder.resolve("data"), settings);
  }

  /** An account there, whose first round begins at once. */
  long account() {
    return simplane.account(
        "nce",
        Map.of("url", platform.url().toString(), "username", "simulator", "password", "simulated"));
  }

  @Override
  public void close() {
    simplane.close();
    platform.close();
    ledger.close();
  }
}
