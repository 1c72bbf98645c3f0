// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that a customer asked for help with. */
public record SupportRequest(
    long id,
    long organisation,
    State state,
    String replyTo,
    String sender,
    String subject,
    String text,
    Instant createdAt,
    Optional<Instant> closedAt,
    List<Message> messages,
    long version) {

  /** How far it is. */
  public enum State {
    OPEN,
    IN_PROGRESS,
    CLOSED
  }

  /** What somebody said to it later. */
  public record Message(String author, String text, Instant at) {}

  public SupportRequest {
    messages = List.copyOf(messages);
  }
}
