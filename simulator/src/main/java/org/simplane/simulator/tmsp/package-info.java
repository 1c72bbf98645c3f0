// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated M2M Service Portal platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.tmsp;

import org.jspecify.annotations.NullMarked;
