// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The contracts that every operator adapter passes against its simulated platform, and on request
 * against a real account. An adapter's test implements one interface for each feature it offers.
 */
@NullMarked
package org.simplane.simulator.contract;

import org.jspecify.annotations.NullMarked;
