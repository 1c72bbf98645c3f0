// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import org.simplane.Scope;
import org.simplane.db.Database;
import org.simplane.operator.Orders.NewOrder;
import org.simplane.operator.Orders.ShippingAddress;

/** An order of SIMs as its operator is told of it. */
final class OutgoingOrder {

  private static final int LONGEST_REFERENCE = 160;

  private OutgoingOrder() {}

  static NewOrder of(Database database, OperatorOrderStore.Claimed claimed) {
    return database.read(handle -> {
      Order order =
          OrderStore.find(Scope.of(claimed.organisation()), handle, claimed.order())
              .orElseThrow(IllegalStateException::new);
      return new NewOrder(
          order.id(),
          OperatorOrderStore.quantities(handle, order.id()),
          reference(order),
          order.shipping().map(OutgoingOrder::address));
    });
  }

  /** The customer's own, made unique. */
  private static String reference(Order order) {
    String said = order.customerReference().orElse("").strip();
    String cut = said.substring(0, Math.min(said.length(), LONGEST_REFERENCE));
    return cut.isEmpty() ? Long.toString(order.id()) : cut + " (" + order.id() + ")";
  }

  private static ShippingAddress address(Address to) {
    return new ShippingAddress(
        to.salutation(),
        to.firstName(),
        to.lastName(),
        to.company(),
        to.street(),
        to.houseNumber(),
        to.addressLine2(),
        to.zip(),
        to.city(),
        to.country(),
        to.phone());
  }
}
