// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;

/**
 * A message that a device sent.
 *
 * @param id the sender's id of it: told twice, it is taken once
 * @param source the device's number; empty where it was not told
 * @param part empty: as its header says
 */
public record ReceivedMessage(
    String id,
    long subscription,
    Instant at,
    MessageContent content,
    String source,
    String destination,
    Optional<MessagePart> part) {}
