// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An order about to be written down; it has no number yet. */
record NewOrder(
    long organisation,
    long seller,
    Order.Type type,
    boolean automatic,
    Optional<String> customerReference,
    Optional<String> paymentMethod,
    Price total,
    Optional<Address> shipping,
    Optional<Address> billing,
    int sims,
    List<Order.Line> lines,
    Instant at) {

  NewOrder {
    lines = List.copyOf(lines);
  }

  /** As a dry run shows it. */
  Order draft(String by) {
    return new Order(
        0,
        organisation,
        seller,
        type,
        Order.State.IN_PREPARATION,
        Optional.empty(),
        automatic,
        customerReference,
        paymentMethod,
        total,
        Optional.empty(),
        shipping,
        billing,
        sims,
        OptionalLong.empty(),
        by,
        at,
        Optional.empty(),
        lines,
        Optional.empty(),
        1);
  }
}
