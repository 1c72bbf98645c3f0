// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a simulated platform lets its control do. */
public interface Controlled {

  /** Names it in control paths and in the ledger, such as {@code nce}. */
  String name();

  /** Back to the first population, healed, its shown requests forgotten. */
  void reset();

  /** How much traffic there is from now on, 1 being usual; volume changes, never the clock. */
  void pace(double factor);

  /**
   * Puts one SIM in a state, adding it where there is none.
   *
   * @param fields those named are set, in the platform's own words; the others stay
   * @throws IllegalArgumentException if a field makes no sense
   */
  void put(String id, JsonNode fields);

  /**
   * Where the platform tells its customer what happens; empty: nowhere.
   *
   * @param authorization the header of that name, or what the platform signs with; empty for none
   * @throws IllegalArgumentException if it tells nobody anything
   */
  default void pushTo(Optional<URI> address, String authorization) {
    throw new IllegalArgumentException(name() + " does not push");
  }

  void fail(PlannedFault fault);

  /** No planned faults any more, and the port open. */
  void heal();

  /** The last requests since start or reset, oldest first. */
  List<LedgerEntry> requests(int limit);
}
