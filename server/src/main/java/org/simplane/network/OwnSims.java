// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.List;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.db.Database;
import org.simplane.network.NetworkStore.KnownSim;

/** Finds the SIMs that lines at the doors are about. */
final class OwnSims {

  private final Database database;

  OwnSims(Database database) {
    this.database = database;
  }

  /** By line number; a line about a SIM out of the caller's sight is rejected. */
  Map<Long, KnownSim> of(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    List<Delivery.Line> byIccid = lines.stream().filter(line -> line.iccid().isPresent()).toList();
    List<Delivery.Line> byImsi = lines.stream().filter(line -> line.iccid().isEmpty()).toList();
    Map<Long, KnownSim> found =
        database.read(handle -> NetworkStore.sims(caller.scope(), handle, byIccid, byImsi));
    for (Delivery.Line line : lines) {
      if (!found.containsKey(line.number())) {
        delivery.reject(line.number(), line.id(), "No SIM of that number on the own network");
      }
    }
    return Map.copyOf(found);
  }
}
