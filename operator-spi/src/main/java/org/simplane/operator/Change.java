// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * One thing asked of one subscription.
 *
 * @param itemId the core's id of it, for logs; an operator that takes a client reference may be
 *     given it
 * @param target what the value is to be: a {@link Status}, a label, an IMEI lock
 */
public record Change<T>(long itemId, SubscriptionRef subscription, T target) {}
