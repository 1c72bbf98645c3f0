// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Duration;
import java.util.UUID;

/**
 * How messages are sent.
 *
 * @param validity how long a message is tried unless its sender says otherwise
 * @param longestValidity what a sender may ask for
 * @param lease for how long a node has what it took up, before another may take it
 * @param couriers how many batches a node has on the way to the own network at once
 * @param poll how often a message that an operator has is asked about, at the most
 * @param node names what carries messages here, and is the same at each start: what it holds then,
 *     it held when it ended
 */
public record MessagingConfig(
    Duration validity,
    Duration longestValidity,
    Duration lease,
    int couriers,
    Duration poll,
    String node) {

  public static final MessagingConfig USUAL =
      new MessagingConfig(
          Duration.ofHours(24),
          Duration.ofDays(30),
          Duration.ofSeconds(60),
          2,
          Duration.ofSeconds(30));

  /** Of a node that is not known again. */
  public MessagingConfig(
      Duration validity, Duration longestValidity, Duration lease, int couriers, Duration poll) {
    this(validity, longestValidity, lease, couriers, poll, UUID.randomUUID().toString());
  }

  public MessagingConfig on(String known) {
    return new MessagingConfig(validity, longestValidity, lease, couriers, poll, known);
  }
}
