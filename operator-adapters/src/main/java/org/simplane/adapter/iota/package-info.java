// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Aeris IoT Accelerator, once Ericsson's: T-Mobile Austria, Deutsche Telekom IoT, and any other
 * operator of one.
 */
@NullMarked
package org.simplane.adapter.iota;

import org.jspecify.annotations.NullMarked;
