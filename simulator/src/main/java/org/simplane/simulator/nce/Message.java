// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message to a device or from one.
 *
 * @param sentByDevice MO; else MT
 * @param ended when its state became final
 * @param attempts of telling it to the customer's address
 * @param nextAttempt null once it was told, or nobody is to be told yet
 */
record Message(
    long id,
    String iccid,
    boolean sentByDevice,
    Instant submitted,
    Instant expires,
    @Nullable Instant ended,
    State state,
    String source,
    int sourceType,
    String destination,
    int dcs,
    String udh,
    String payload,
    int attempts,
    @Nullable Instant nextAttempt) {

  /** The ids and words of the wire (contract section 6). */
  enum State {
    PENDING(2, "DELIVERY ATTEMPT PENDING"),
    BUFFERED(3, "BUFFERED"),
    DELIVERED(4, "DELIVERED"),
    FAILED(5, "FAILED"),
    EXPIRED(6, "EXPIRED"),
    CANCELED(7, "CANCELED");

    private final int id;
    private final String word;

    State(int id, String word) {
      this.id = id;
      this.word = word;
    }

    boolean isFinal() {
      return this != PENDING && this != BUFFERED;
    }
  }

  /** The same message in another state, whose change is still to be told. */
  Message in(State changed, Instant now) {
    return new Message(
        id,
        iccid,
        sentByDevice,
        submitted,
        expires,
        changed.isFinal() ? now : null,
        changed,
        source,
        sourceType,
        destination,
        dcs,
        udh,
        payload,
        0,
        changed == State.CANCELED ? null : now);
  }

  Message attemptedAgainAt(@Nullable Instant next) {
    return new Message(
        id,
        iccid,
        sentByDevice,
        submitted,
        expires,
        ended,
        state,
        source,
        sourceType,
        destination,
        dcs,
        udh,
        payload,
        attempts + 1,
        next);
  }

  /** SmsData of the wire; what has no value is left out. */
  ObjectNode wire(Card card) {
    ObjectNode wire =
        Json.object()
            .put("id", id)
            .put("submit_date", Json.withOffset(submitted))
            .put("expiry_date", Json.withOffset(expires))
            .put("retry_count", "0")
            .put("source_address", source)
            .put("iccid", iccid)
            .put("msisdn", card.msisdn())
            .put("imsi", card.imsi())
            .put("dcs", dcs)
            .put("udh", udh)
            .put("payload", payload);
    if (ended != null) {
      wire.put("final_date", Json.withOffset(ended));
      if (state == State.DELIVERED) {
        wire.put("delivery_date", Json.withOffset(ended));
      }
    }
    wire.set("status", Json.object().put("id", state.id).put("description", state.word));
    wire.set(
        "sms_type",
        Json.object()
            .put("id", sentByDevice ? 2 : 1)
            .put("description", sentByDevice ? "MO" : "MT"));
    wire.set(
        "source_address_type",
        Json.object()
            .put("id", sourceType)
            .put(
                "description",
                sourceType == 145
                    ? "International"
                    : sourceType == 208 ? "Alphanumeric" : "National"));
    return wire;
  }

  /** What the customer's address is told: the message by POST, its end by PATCH (section 7). */
  ObjectNode told(Card card) {
    ObjectNode wire = Json.object().put("id", String.valueOf(id));
    if (sentByDevice) {
      wire.put("payload", payload)
          .put("submit_date", Json.plain(submitted))
          .put("dest_address", destination)
          .put("source_address", card.msisdn())
          .put("dcs", String.valueOf(dcs))
          .put("pid", "0");
      wire.set(
          "multi_part_info",
          Json.object().put("partno", 1).put("total", 1).put("identifier", String.valueOf(id)));
    } else {
      wire.set("status", Json.object().put("status", state.word).put("id", "" + state.id));
      wire.put("submit_date", Json.plain(submitted));
      wire.put("final_date", Json.plain(ended == null ? submitted : ended));
    }
    wire.set("endpoint", Json.object().put("id", "8765432").put("name", iccid));
    wire.set("organisation", Json.object().put("id", "4567"));
    return wire;
  }
}
