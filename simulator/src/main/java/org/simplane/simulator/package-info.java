// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Operator platforms and a living fleet, played over real wires, so that anybody can develop
 * without a contract.
 */
@NullMarked
package org.simplane.simulator;

import org.jspecify.annotations.NullMarked;
