// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the operator holds it.
 *
 * @param id the operator's, unique in the account
 * @param fromDevice sent by the device (MO); else sent to it (MT)
 * @param state of one from the device: {@code BUFFERED} until the operator has forwarded it
 * @param source who sent it: of one from the device its number, may be empty
 * @param finalAt when it reached its final state
 * @param part its place among the parts of a longer text, where the operator says so
 */
public record OperatorMessage(
    String id,
    boolean fromDevice,
    MessageState state,
    MessageContent content,
    String source,
    String destination,
    Instant submittedAt,
    Optional<Instant> finalAt,
    Optional<MessagePart> part) {}
