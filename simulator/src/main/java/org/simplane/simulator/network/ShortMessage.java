// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/**
 * A message for a device, as the server hands it over.
 *
 * @param id the server's; a repeated one is dropped
 * @param card ICCID or IMSI
 * @param payload text, or octets in hex
 * @param expires seconds since 1970
 */
record ShortMessage(String id, String card, String from, String payload, long expires) {

  /** What became of a message. */
  enum Result {
    DELIVERED,
    ABSENT,
    FAILED
  }

  /** What the server is told. */
  record Answer(String id, Result result, String message) {}

  Answer answer(Result result, String message) {
    return new Answer(id, result, message);
  }

  /** Reads one as it comes over the wire; unknown fields are let pass. */
  static ShortMessage of(JsonNode json) {
    long expires;
    try {
      expires = Instant.parse(json.path("expires").asString("")).getEpochSecond();
    } catch (DateTimeParseException e) {
      expires = Long.MAX_VALUE;
    }
    return new ShortMessage(
        json.path("id").asString(""),
        json.path("imsi").asString(json.path("iccid").asString("")),
        json.path("from").asString(""),
        json.path("payload").asString(""),
        expires);
  }
}
