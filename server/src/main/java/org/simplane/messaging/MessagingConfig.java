// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Duration;

/**
 * How messages are sent.
 *
 * @param validity how long a message is tried unless its sender says otherwise
 * @param longestValidity what a sender may ask for
 * @param lease for how long a node has what it took up, before another may take it
 * @param couriers how many batches a node has on the way to the own network at once
 * @param poll how often a message that an operator has is asked about, at the most
 */
public record MessagingConfig(
    Duration validity, Duration longestValidity, Duration lease, int couriers, Duration poll) {

  public static final MessagingConfig USUAL =
      new MessagingConfig(
          Duration.ofHours(24),
          Duration.ofDays(30),
          Duration.ofSeconds(60),
          2,
          Duration.ofSeconds(30));
}
