// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.MessagePart;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorEvent.MessageReceived;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** A message of a device as it is forwarded (contract section 7.1); numbers may be in quotes. */
final class ForwardedWire {

  private ForwardedWire() {}

  /** Empty where it does not tell which message of whom. */
  static Optional<MessageReceived> of(JsonNode body) {
    String id = body.path("id").asString("");
    Optional<SubscriptionRef> sim = StreamWire.sim(body);
    Optional<Instant> at = NceDates.read(body.path("submit_date").asString(""));
    if (id.isBlank() || sim.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    String udh = body.path("udh").asString("");
    return Optional.of(
        new MessageReceived(
            sim.get(),
            new OperatorMessage(
                id,
                true,
                MessageState.BUFFERED,
                SmsWire.content(
                    StreamWire.whole(body.path("dcs"), 0), body.path("payload").asString(""), udh),
                body.path("source_address").asString(""),
                body.path("dest_address").asString(body.path("destination_address").asString("")),
                at.get(),
                Optional.empty(),
                part(body.path("multi_part_info")).or(() -> Udh.part(udh)))));
  }

  /** A message by itself is told as part 1 of 1. */
  private static Optional<MessagePart> part(JsonNode parts) {
    int total = StreamWire.whole(parts.path("total"), 1);
    return total > 1
        ? Udh.part(
            StreamWire.whole(parts.path("identifier"), 0),
            total,
            StreamWire.whole(parts.path("partno"), 0))
        : Optional.empty();
  }
}
