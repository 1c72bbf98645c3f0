// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import org.simplane.operator.Iccid;
import org.simplane.simulator.nce.Traffic.Pot;
import tools.jackson.databind.node.ObjectNode;

/** SimCard (contract section 5); what has no value is left out. */
final class SimCardWire {

  private SimCardWire() {}

  static ObjectNode of(NceSim sim) {
    Card card = sim.card();
    Line line = sim.line();
    Traffic traffic = sim.traffic();
    ObjectNode wire =
        Json.object()
            .put("iccid", card.iccid())
            .put("iccid_with_luhn", new Iccid(card.iccid()).plusCheckDigit().digits())
            .put("imsi", card.imsi())
            .put("current_imsi", card.imsi())
            .put("msisdn", card.msisdn());
    if (line.imei() != null) {
      wire.put("imei", line.imei());
    }
    wire.put("imei_lock", line.imeiLock())
        .put("status", line.statusWord())
        .put("activation_date", Json.withOffset(card.activatedAt()))
        .put("ip_address", card.ipAddress())
        .put("current_quota", Json.megabytes(traffic.data().booked()))
        .put("current_quota_SMS", traffic.sms().booked());
    wire.set("quota_status", quotaStatus(traffic.data()));
    wire.set("quota_status_SMS", quotaStatus(traffic.sms()));
    if (line.label() != null) {
      wire.put("label", line.label());
    }
    return wire;
  }

  private static ObjectNode quotaStatus(Pot pot) {
    int id = pot.left() <= 0 ? 2 : pot.isLow() ? 1 : 0;
    String description =
        switch (id) {
          case 0 -> "More than 20% available";
          case 1 -> "Less than 20% available";
          default -> "No volume available";
        };
    ObjectNode status = Json.object().put("id", id).put("description", description);
    if (pot.lowAt() != null) {
      status.put("threshold_reached_date", Json.withOffset(pot.lowAt()));
    }
    if (pot.emptyAt() != null) {
      status.put("quota_exceeded_date", Json.withOffset(pot.emptyAt()));
    }
    return status;
  }
}
