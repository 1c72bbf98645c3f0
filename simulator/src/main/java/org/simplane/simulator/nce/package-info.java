// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * A simulated 1NCE platform: the management API v1 over a population of SIMs that lives. Written
 * from the wire's documents alone and sharing nothing with the server, so that each can prove the
 * other wrong.
 */
@NullMarked
package org.simplane.simulator.nce;

import org.jspecify.annotations.NullMarked;
