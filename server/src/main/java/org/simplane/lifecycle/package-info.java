// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Changes asked of subscriptions: statuses, labels, device locks, restrictions; and what became of
 * them.
 */
@NullMarked
package org.simplane.lifecycle;

import org.jspecify.annotations.NullMarked;
