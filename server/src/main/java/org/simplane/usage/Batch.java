// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file or an upload, and what became of its records.
 *
 * @param line how far it is loaded; everything up to this line is committed
 * @param duplicates records that were there already, with the same content; counted once
 * @param repeats the batch that had the very same content before: nothing was loaded again but what
 *     was rejected then because its SIM was not known; {@code accepted} counts that, here and there
 * @param finishedAt empty while it is at work, or was broken off and will be resumed
 */
public record Batch(
    long id,
    long feed,
    long organisation,
    String name,
    long line,
    long accepted,
    long duplicates,
    long rejected,
    OptionalLong repeats,
    Instant receivedAt,
    Optional<Instant> finishedAt) {}
