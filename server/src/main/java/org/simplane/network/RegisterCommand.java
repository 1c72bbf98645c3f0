// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.time.Instant;
import java.util.Optional;

/**
 * What the subscriber register still has to be told of a SIM.
 *
 * @param attempts how often it was sent
 * @param refusals how often the register refused it
 * @param reason why it is still there; empty when it was not sent yet
 * @param nextAt when it is sent again; empty when it is given up
 */
public record RegisterCommand(
    long subscription,
    Topic topic,
    State state,
    int attempts,
    int refusals,
    Optional<String> reason,
    Optional<Instant> nextAt,
    Optional<Instant> givenUpAt) {

  /** What is told of a subscriber. */
  public enum Topic {
    /** What the SIM may be to the network. */
    PROVISION,
    /** Which services are barred. */
    BAR
  }

  /** How it stands. */
  public enum State {
    /** Not sent yet, or not answered. */
    WAITING,
    /** Refused; it is sent again. */
    REFUSED,
    /** Refused too often; it is sent again when somebody asks for it, or when the SIM changes. */
    GIVEN_UP
  }

  /** Where a list of commands goes on behind this one. */
  public long position() {
    return subscription * 2 + topic.ordinal();
  }
}
