// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.List;
import org.simplane.operator.Plmn;

/**
 * Where the fleet roams: real country codes with network codes that nobody holds. The first is
 * home.
 */
final class Roaming {

  static final List<Plmn> NETWORKS =
      List.of(
          new Plmn("262", "96"),
          new Plmn("208", "97"),
          new Plmn("204", "95"),
          new Plmn("206", "98"),
          new Plmn("232", "97"),
          new Plmn("228", "96"),
          new Plmn("260", "95"),
          new Plmn("222", "94"),
          new Plmn("214", "92"),
          new Plmn("238", "97"));

  private Roaming() {}

  static Plmn network(int number) {
    return NETWORKS.get(Math.floorMod(number, NETWORKS.size()));
  }
}
