// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import org.simplane.operator.SubscriptionRef;

/**
 * A subscription whose details are to be read.
 *
 * @param first whether they never were
 */
public record DueDetails(long subscription, boolean first, SubscriptionRef ref) {}
