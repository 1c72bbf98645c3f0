// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Turkcell platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.turkcell;

import org.jspecify.annotations.NullMarked;
