// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated STC ConnectME platform; its contract is assumed. */
@NullMarked
package org.simplane.simulator.stc;

import org.jspecify.annotations.NullMarked;
