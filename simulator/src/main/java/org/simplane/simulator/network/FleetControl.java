// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.List;
import java.util.stream.Collectors;
import org.simplane.simulator.control.Controlled;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.control.PlatformServer;
import tools.jackson.databind.JsonNode;

/** Control of fleet and register: {@code /control/register/...}. */
final class FleetControl implements Controlled {

  private final Fleet fleet;
  private final PlatformServer server;
  private final Ledger ledger;

  FleetControl(Fleet fleet, PlatformServer server, Ledger ledger) {
    this.fleet = fleet;
    this.server = server;
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return RegisterPlatform.NAME;
  }

  /** The register knows no card any more, and the fleet is off the air. */
  @Override
  public void reset() {
    server.heal();
    fleet.forgetAll();
    ledger.forget(name());
  }

  @Override
  public void pace(double factor) {
    fleet.pace(factor);
  }

  /**
   * Does something to a card behind the server's back.
   *
   * @param id ICCID or IMSI
   * @param fields {@code state} and {@code barred} as the register has them; {@code device}: {@code
   *     "next"} puts the card into another device, {@code "first"} back into its own
   */
  @Override
  public void put(String id, JsonNode fields) {
    int sim = fleet.sim(id).orElseThrow(() -> new IllegalArgumentException("No card '" + id + "'"));
    if (fields.has("state")) {
      String word = fields.path("state").asString("");
      Provision state =
          Provision.of(word)
              .orElseThrow(() -> new IllegalArgumentException("No state '" + word + "'"));
      fleet.put(sim, state);
    }
    if (fields.has("barred")) {
      fleet.put(
          sim,
          fields
              .path("barred")
              .valueStream()
              .map(service -> service.asString(""))
              .collect(Collectors.toSet()));
    }
    switch (fields.path("device").asString("")) {
      case "" -> {}
      case "next" -> fleet.changeDevice(sim, false);
      case "first" -> fleet.changeDevice(sim, true);
      default -> throw new IllegalArgumentException("'device' is next or first");
    }
  }

  @Override
  public void fail(PlannedFault fault) {
    server.fail(fault);
  }

  @Override
  public void heal() {
    server.heal();
  }

  @Override
  public List<LedgerEntry> requests(int limit) {
    return ledger.recent(name(), limit);
  }
}
