// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the maker of the cards delivers with them: numbers and PUKs, in the format that Simplane
 * imports.
 */
final class DeliveryFile {

  /** So many cards in one file at most. */
  static final int MOST = 100_000;

  static final String HEADER =
      "iccid,operator_key,imsi,msisdn_data,msisdn_voice,ip_address,status,billing_phase,puk1,puk2,label,tags,ends_at";

  /** Sold for about ten years. */
  private static final String LIFETIME_END = "2036-12-31T00:00:00Z";

  private static final int PUK1 = 11;
  private static final int PUK2 = 12;
  private static final int STATUS = 13;

  /** The cards before it are in use. */
  private static final int FIRST_OTHER = 20;

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
    String kind = profile.name().toLowerCase(Locale.ROOT);
    csv.append(Numbers.iccid(sim)).append(',');
    csv.append(Numbers.imsi(sim)).append(',');
    csv.append(Numbers.imsi(sim)).append(',');
    csv.append(Numbers.msisdn(sim)).append(',');
    csv.append(profile == Profile.LIFT ? Numbers.msisdn(sim) : "").append(',');
    csv.append(Numbers.ip(sim)).append(',');
    csv.append(status(sim)).append(',');
    csv.append(Numbers.puk(Chance.of(seed, sim, PUK1))).append(',');
    csv.append(Numbers.puk(Chance.of(seed, sim, PUK2))).append(',');
    csv.append(kind).append('-').append(sim).append(',');
    csv.append(kind).append(',');
    csv.append(LIFETIME_END).append('\n');
  }

  /** Status and billing phase: nine of ten are in use, the others show what else there is. */
  private String status(int sim) {
    int draw =
        sim < FIRST_OTHER ? 0 : (int) Long.remainderUnsigned(Chance.of(seed, sim, STATUS), 100);
    if (draw < 90) {
      return "ACTIVE,PRODUCTIVE";
    }
    if (draw < 93) {
      return "INVENTORY,";
    }
    if (draw < 95) {
      return "ACTIVE,TEST";
    }
    return draw < 97 ? "ACTIVE,SLEEPING" : "SUSPENDED,";
  }
}
