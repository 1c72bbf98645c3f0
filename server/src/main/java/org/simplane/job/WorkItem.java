// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Instant;
import java.util.Optional;
import org.simplane.Caller;

/**
 * An item that a worker has taken up.
 *
 * @param attempts how often it was sent, this time included when it is taken up to be sent
 * @param checks how often the operator was asked what became of it since it was sent last
 * @param seen what the last check found
 * @param resent whether it was sent again after the operator showed no effect of the first time
 * @param sentAt when it was sent last; empty for one that was at work while Simplane was updated
 * @param requested who asked for it, for the audit; without permissions
 */
public record WorkItem(
    long id,
    long job,
    long organisation,
    long subscription,
    ItemState state,
    String kind,
    String target,
    int attempts,
    int checks,
    Optional<String> seen,
    boolean resent,
    Optional<String> operatorRequest,
    Instant createdAt,
    Optional<Instant> sentAt,
    Optional<String> reason,
    Caller requested) {}
