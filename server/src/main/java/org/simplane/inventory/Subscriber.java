// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The contract with the operator, in the words of the operator's customer data.
 *
 * @param identifier the subscriber number
 * @param label the subscription's characteristics, as the operator describes them
 * @param offer the name of the offer subscribed to
 * @param user the subscriber's name
 * @param userReference the subscriber's own reference, given when subscribing
 * @param options names of the options subscribed to
 */
public record Subscriber(
    Optional<String> identifier,
    Optional<String> label,
    Optional<String> offer,
    Optional<String> user,
    Optional<String> userReference,
    List<String> options,
    Optional<Instant> createdAt) {

  public static final Subscriber NONE =
      new Subscriber(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());

  public Subscriber {
    options = List.copyOf(options);
  }
}
