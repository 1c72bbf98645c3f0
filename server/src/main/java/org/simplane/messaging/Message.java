// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;
import org.simplane.operator.MessageSource;

/**
 * A message as it was accepted or received, and where it stands.
 *
 * @param at MT: when it was accepted; MO: when the device sent it
 * @param source of an MO message the device's number, where it is known
 * @param destination of an MO message the number the device sent it to
 * @param part its place among parts that are messages of their own
 * @param segments how many short messages it takes over the radio
 * @param expiresAt MT alone
 * @param finalAt when it reached its last status
 * @param attempts how often its delivery was tried
 * @param nextAttemptAt while it is buffered; a device that attaches gets it earlier
 * @param operatorId the operator's id of it
 * @param error why it failed, or still waits
 * @param sentBy who asked for it; empty for MO
 */
public record Message(
    long id,
    Instant at,
    long subscription,
    long organisation,
    MessageDirection direction,
    MessageStatus status,
    MessageContent content,
    MessageSource source,
    String destination,
    Optional<MessagePart> part,
    int segments,
    Optional<Instant> expiresAt,
    Optional<Instant> finalAt,
    int attempts,
    Optional<Instant> lastAttemptAt,
    Optional<Instant> nextAttemptAt,
    Optional<String> operatorId,
    Optional<String> error,
    String sentBy) {}
