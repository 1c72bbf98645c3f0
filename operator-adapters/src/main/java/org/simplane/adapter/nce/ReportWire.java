// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.OperatorEvent.DeliveryReport;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** A delivery report (contract section 7.2): the word is {@code status.status}. */
final class ReportWire {

  private ReportWire() {}

  /** Empty where it does not tell what became of which message of whom. */
  static Optional<DeliveryReport> of(JsonNode body) {
    String id = body.path("id").asString("");
    JsonNode status = body.path("status");
    String word = status.path("status").asString(status.path("description").asString(""));
    Optional<SubscriptionRef> sim = StreamWire.sim(body);
    Optional<Instant> at =
        NceDates.read(body.path("final_date").asString(""))
            .or(() -> NceDates.read(body.path("submit_date").asString("")));
    if (id.isBlank() || word.isBlank() || sim.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DeliveryReport(id, sim.get(), at.get(), SmsWire.state(word), word));
  }
}
