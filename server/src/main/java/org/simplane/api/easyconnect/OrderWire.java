// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.simplane.catalog.Order;

/** An order. */
record OrderWire(
    long orderNumber,
    String orderType,
    String orderDate,
    String orderStatus,
    @Nullable String invoiceNumber,
    String invoiceAmount,
    String currency,
    @Nullable AddressWire shippingAddress,
    @Nullable AddressWire billingAddress,
    @Nullable String customerReference,
    List<SimLink> sims,
    List<Line> products) {

  /** A SIM and where it is. */
  record SimLink(String iccid, @JsonProperty("_links") List<Link> links) {}

  record Link(String rel, String href) {}

  record Line(long productId, int quantity) {}

  /**
   * As the dialect shows it.
   *
   * @param base of addresses in it
   */
  static OrderWire of(Order order, List<Order.Sim> sims, String base) {
    return new OrderWire(
        order.id(),
        order.type().name(),
        Dates.millis(order.orderedAt()),
        status(order.state()),
        order.invoiceNumber().orElse(null),
        order.total().grossAmount().toPlainString(),
        order.total().currency(),
        order.shipping().map(AddressWire::of).orElse(null),
        order.billing().map(AddressWire::of).orElse(null),
        order.customerReference().orElse(null),
        sims.stream()
            .filter(sim -> sim.state() != Order.SimState.FAILED)
            .map(sim ->
                new SimLink(
                    sim.iccid(), List.of(new Link("self", base + "/v1/sims/" + sim.iccid()))))
            .toList(),
        order.lines().stream().map(line -> new Line(line.product(), line.quantity())).toList());
  }

  private static String status(Order.State state) {
    return switch (state) {
      case IN_PREPARATION -> "IN_PREPARATION";
      case COMPLETED -> "COMPLETED";
      case CANCELLED, FAILED -> "CANCELLED";
    };
  }
}
