// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** As TMF622 v4 writes it (definition {@code CancelProductOrder}). */
record CancellationWire(
    String id,
    String href,
    Optional<String> cancellationReason,
    Optional<String> effectiveCancellationDate,
    Optional<String> requestedCancellationDate,
    OrderReference productOrder,
    String state,
    @JsonProperty("@type") String type) {

  record OrderReference(
      String id, String href, @JsonProperty("@referredType") String referredType) {}

  static CancellationWire of(Cancellation cancellation, String host) {
    boolean done = cancellation.state().equals(Cancellation.DONE);
    return new CancellationWire(
        cancellation.id(),
        host + Orders.CANCELLATIONS + "/" + cancellation.id(),
        cancellation.reason(),
        done ? Optional.of(cancellation.createdAt().toString()) : Optional.empty(),
        cancellation.requestedFor().map(Object::toString),
        new OrderReference(
            cancellation.order(), host + Orders.PATH + "/" + cancellation.order(), "ProductOrder"),
        cancellation.state(),
        "CancelProductOrder");
  }
}
