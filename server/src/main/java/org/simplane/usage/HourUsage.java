// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;

/**
 * One bearer, direction and network of one hour.
 *
 * @param hour its beginning, in UTC
 */
public record HourUsage(Instant hour, UsageTotal total) {}
