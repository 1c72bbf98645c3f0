// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;

/**
 * A short message that counts.
 *
 * @param key tells it from all others; the caller sees to it that it is counted once
 * @param at when it was delivered, or received
 * @param fromDevice MO; else MT
 */
public record CountedMessage(
    String key, long subscription, long organisation, Instant at, boolean fromDevice) {}
