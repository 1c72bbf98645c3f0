// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Usage records and their readers, sessions, sums, quotas. */
@NullMarked
package org.simplane.usage;

import org.jspecify.annotations.NullMarked;
