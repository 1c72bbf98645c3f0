// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which messages are asked for.
 *
 * @param statuses empty: any
 * @param from accepted or received then or later
 */
public record MessageQuery(
    OptionalLong subscription,
    Optional<MessageDirection> direction,
    Set<MessageStatus> statuses,
    Optional<Instant> from) {

  public MessageQuery {
    statuses = Set.copyOf(statuses);
  }

  /** All of one subscription since then. */
  public static MessageQuery of(long subscription, Instant from) {
    return new MessageQuery(
        OptionalLong.of(subscription), Optional.empty(), Set.of(), Optional.of(from));
  }
}
