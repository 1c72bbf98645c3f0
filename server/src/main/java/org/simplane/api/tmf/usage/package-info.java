// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** TMF677 Usage Consumption, version 4: what is used of a product in its current period. */
@NullMarked
package org.simplane.api.tmf.usage;

import org.jspecify.annotations.NullMarked;
