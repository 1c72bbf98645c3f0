// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A tenant, in a tree.
 *
 * @param parent empty for a root
 * @param tenant what it is called in paths and signed tokens; unique over all, whatever its case
 * @param reference the owner's own number for it, such as a customer number
 * @param requestsPerSecond what its API requests are limited to, where limits are; empty for the
 *     usual number, 0 for any
 */
public record Organisation(
    long id,
    Optional<Long> parent,
    String name,
    Optional<String> reference,
    String tenant,
    Optional<Integer> requestsPerSecond,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
