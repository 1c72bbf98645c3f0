// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.YearMonth;

/** One bearer, direction and network of one calendar month, in the time zone asked for. */
public record MonthUsage(YearMonth month, UsageTotal total) {}
