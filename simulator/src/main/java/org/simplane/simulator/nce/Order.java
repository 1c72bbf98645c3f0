// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order (contract section 3).
 *
 * @param type the word of the wire
 * @param completed when it is
 * @param products how many, by id
 * @param iccids of the SIMs it brought, or was for
 */
record Order(
    long number,
    String type,
    Instant at,
    Instant completed,
    Map<Integer, Integer> products,
    List<String> iccids,
    String customerReference) {

  ObjectNode wire(Instant now) {
    ObjectNode wire =
        Json.object()
            .put("order_number", number)
            .put("order_type", type)
            .put("order_date", Json.withOffset(at))
            .put("order_status", completed.isAfter(now) ? "IN PREPARATION" : "COMPLETED")
            .put("invoice_number", String.valueOf(20_000_000 + number % 1_000_000))
            .put("invoice_amount", "%d.00".formatted(12 * Math.max(1, iccids.size())))
            .put("currency", "EUR");
    ArrayNode sims = wire.putArray("sims");
    for (String iccid : iccids) {
      ObjectNode sim = sims.addObject().put("iccid", iccid);
      sim.putArray("_links")
          .addObject()
          .put("rel", "self")
          .put("href", "https://simulated.invalid/management-api/v1/sims/" + iccid);
    }
    ArrayNode bought = wire.putArray("products");
    products.forEach(
        (id, quantity) -> bought.addObject().put("product_id", id).put("quantity", quantity));
    return wire;
  }
}
