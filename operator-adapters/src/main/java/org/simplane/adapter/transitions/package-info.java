// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Which status changes each backend takes: one table for all, because no document says it whole.
 */
@NullMarked
package org.simplane.adapter.transitions;

import org.jspecify.annotations.NullMarked;
