// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Aeris IoT Accelerator. */
@NullMarked
package org.simplane.simulator.iota;

import org.jspecify.annotations.NullMarked;
