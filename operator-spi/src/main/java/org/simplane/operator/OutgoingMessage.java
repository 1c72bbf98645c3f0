// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;

/**
 * One short message for a device; a longer text comes as several of these, each with its header.
 *
 * @param reference the core's id of it, the same when it is sent again; an operator that takes a
 *     client reference may be given it
 * @param expiresAt when it is of no use any more
 */
public record OutgoingMessage(
    String reference, MessageSource source, MessageContent content, Instant expiresAt) {}
