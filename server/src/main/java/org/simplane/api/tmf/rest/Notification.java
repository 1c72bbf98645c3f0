// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What listeners are told ({@code ...Event} of every definition).
 *
 * @param correlationId the job that made it happen
 * @param timeOcurred in version 4, which misspells it
 * @param timeOccurred in version 5
 * @param event the resource, by the name of its attribute
 * @param type in version 5
 */
public record Notification(
    String eventId,
    Instant eventTime,
    String eventType,
    Optional<String> correlationId,
    String domain,
    String title,
    Optional<String> description,
    String priority,
    Optional<Instant> timeOcurred,
    Optional<Instant> timeOccurred,
    Map<String, Object> event,
    @JsonProperty("@type") Optional<String> type) {

  /**
   * What happened, in the words of an API.
   *
   * @param eventType such as {@code ProductStateChangeEvent}
   * @param description a sentence about it
   * @param event the resource, by the name of its attribute, such as {@code product}
   */
  public record Happening(
      String eventType,
      Optional<String> correlationId,
      Optional<String> description,
      Map<String, Object> event) {}

  static Notification of(
      Happening happening, TmfVersion version, String domain, String id, Instant at) {
    boolean five = version == TmfVersion.V5;
    return new Notification(
        id,
        at,
        happening.eventType(),
        happening.correlationId(),
        domain,
        happening.eventType(),
        happening.description(),
        "3",
        five ? Optional.empty() : Optional.of(at),
        five ? Optional.of(at) : Optional.empty(),
        happening.event(),
        five ? Optional.of(happening.eventType()) : Optional.empty());
  }
}
