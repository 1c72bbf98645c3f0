// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Intelsat platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.intelsat;

import org.jspecify.annotations.NullMarked;
