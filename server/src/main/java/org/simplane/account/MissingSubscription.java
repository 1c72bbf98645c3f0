// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Instant;

/**
 * A subscription that its operator's list has not shown {@code since} then. It is kept: only its
 * owner deletes it.
 */
public record MissingSubscription(long subscription, Instant since) {}
