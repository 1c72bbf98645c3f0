// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;

/**
 * Where a subscription stands from now on; replaces the whole standing.
 *
 * @param asOf when that was so at the operator
 */
public record StandingChange(long subscription, Standing standing, Instant asOf) {}
