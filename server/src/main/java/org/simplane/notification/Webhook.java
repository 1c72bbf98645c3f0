// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is told of what happens.
 *
 * @param kinds such as {@code sms.received}, {@code sms.*} or {@code *}
 * @param below whether of the organisations below its own too
 * @param format the name of a {@link Format}
 * @param stateReason why it has failed
 * @param headerNames headers that are sent along; their values are shown to nobody
 * @param username of HTTP Basic; its password is shown to nobody
 * @param query what the receiver gave to be told of less, in the words of the format
 * @param standing how it goes
 */
public record Webhook(
    long id,
    long organisation,
    String description,
    URI url,
    Set<String> kinds,
    boolean below,
    String format,
    WebhookState state,
    Optional<String> stateReason,
    Set<String> headerNames,
    Optional<String> username,
    Optional<String> query,
    Standing standing,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  public Webhook {
    kinds = Set.copyOf(kinds);
    headerNames = Set.copyOf(headerNames);
  }

  /**
   * How the deliveries go, at most a second old.
   *
   * @param delivered how many events were taken so far
   * @param failingSince nothing was taken since
   * @param tryAt nothing is tried before, while it is failing
   * @param problem the last one, while it is failing
   */
  public record Standing(
      long delivered,
      Optional<Instant> deliveredAt,
      Optional<Instant> failingSince,
      Optional<Instant> tryAt,
      Optional<String> problem) {

    public static final Standing NEW =
        new Standing(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
