// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A tenant, in a tree.
 *
 * @param parent empty for a root
 * @param reference the owner's own number for it, such as a customer number
 */
public record Organisation(
    long id,
    Optional<Long> parent,
    String name,
    Optional<String> reference,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
