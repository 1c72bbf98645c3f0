// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an item that a worker held.
 *
 * @param dueAt when it is to be taken up again; without meaning where the state is over
 * @param attempts how often it has been sent
 * @param resent whether it was sent again after the operator showed no effect of the first time
 */
public record ItemResult(
    long item,
    ItemState state,
    Instant dueAt,
    int attempts,
    int checks,
    @Nullable String seen,
    boolean resent,
    @Nullable String operatorRequest,
    @Nullable String errorCode,
    @Nullable String error) {}
