// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Galaxy 1 platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.galaxy1;

import org.jspecify.annotations.NullMarked;
