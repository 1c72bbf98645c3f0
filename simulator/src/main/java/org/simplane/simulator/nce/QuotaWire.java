// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** What is left of a SIM's volume (contract section 5, quota). */
final class QuotaWire {

  /** Bit/s, by the OpenAPI. */
  private static final int PEAK_THROUGHPUT = 1_000_000;

  private QuotaWire() {}

  static ObjectNode data(NceSim sim) {
    Traffic.Pot pot = sim.traffic().data();
    return of(sim, Json.megabytes(pot.left()), Json.megabytes(pot.booked()))
        .put("peak_throughput", PEAK_THROUGHPUT);
  }

  static ObjectNode sms(NceSim sim) {
    Traffic.Pot pot = sim.traffic().sms();
    return of(sim, BigDecimal.valueOf(pot.left()), BigDecimal.valueOf(pot.booked()));
  }

  private static ObjectNode of(NceSim sim, BigDecimal left, BigDecimal booked) {
    return Json.object()
        .put("volume", left)
        .put("total_volume", booked)
        .put("expiry_date", Json.plain(sim.card().expiresAt()))
        .put("last_volume_added", booked)
        .put("last_status_change_date", Json.plain(sim.line().statusChangedAt()))
        .put("threshold_percentage", 20);
  }
}
