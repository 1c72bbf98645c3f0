// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Telekom M2M Service Portal 3. Its contract is assumed, not verified with the operator. */
@NullMarked
package org.simplane.adapter.tmsp;

import org.jspecify.annotations.NullMarked;
