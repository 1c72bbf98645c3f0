// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Airlinq platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.airlinq;

import org.jspecify.annotations.NullMarked;
