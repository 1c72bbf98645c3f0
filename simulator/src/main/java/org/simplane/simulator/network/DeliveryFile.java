// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.stream.IntStream;

/**
 * What the maker of the cards delivers with them: numbers and PUKs, in the format that Simplane
 * imports.
 */
final class DeliveryFile {

  /** So many cards in one file at most. */
  static final int MOST = 100_000;

  static final String HEADER = "iccid,imsi,msisdn,puk1,puk2,ip_address,status,label,tags";

  private static final int PUK1 = 11;
  private static final int PUK2 = 12;

  private final FleetState state;
  private final long seed;

  DeliveryFile(FleetState state, long seed) {
    this.state = state;
    this.seed = seed;
  }

  String csv(IntStream sims) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    sims.forEach(sim -> append(csv, sim));
    return csv.toString();
  }

  private void append(StringBuilder csv, int sim) {
    Profile profile = Device.of(state, sim).profile;
    String kind = profile.name().toLowerCase(java.util.Locale.ROOT);
    csv.append(Numbers.iccid(sim)).append(',');
    csv.append(Numbers.imsi(sim)).append(',');
    csv.append(Numbers.msisdn(sim)).append(',');
    csv.append(Numbers.puk(Chance.of(seed, sim, PUK1))).append(',');
    csv.append(Numbers.puk(Chance.of(seed, sim, PUK2))).append(',');
    csv.append(Numbers.ip(sim)).append(',');
    csv.append("ACTIVE").append(',');
    csv.append(kind).append('-').append(sim).append(',');
    csv.append(kind).append('\n');
  }
}
