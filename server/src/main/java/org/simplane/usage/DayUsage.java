// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.LocalDate;

/** One bearer, direction and network of one day, in the time zone asked for. */
public record DayUsage(LocalDate day, UsageTotal total) {}
