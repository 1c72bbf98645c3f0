// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Whether subscriptions are on their network, where, and in which device; what happened to them
 * there; and the reset of their connection.
 */
@NullMarked
package org.simplane.connectivity;

import org.jspecify.annotations.NullMarked;
