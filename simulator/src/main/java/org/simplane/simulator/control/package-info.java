// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What every simulated platform shares: sockets that can misbehave, planned faults, the ledger of
 * requests, and the loopback HTTP control of them.
 */
@NullMarked
package org.simplane.simulator.control;

import org.jspecify.annotations.NullMarked;
