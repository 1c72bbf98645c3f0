// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.time.Instant;
import java.util.Optional;

/**
 * What a job asks of one subscription.
 *
 * @param kind what is asked: {@code status}, {@code label} or {@code imei-lock}
 * @param target what the value is to be
 * @param attempts how often it was sent to the operator
 * @param dueAt not before
 * @param errorCode our word for why it failed, such as {@code REFUSED}; see docs/lifecycle.md
 * @param error the operator's words, or ours
 */
public record JobItem(
    long id,
    long job,
    long organisation,
    long account,
    long subscription,
    ItemState state,
    String kind,
    String target,
    int attempts,
    Instant dueAt,
    Optional<String> errorCode,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> finishedAt) {}
