// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Airlinq, the platform of Jio. Its contract is assumed, not verified with the operator. */
@NullMarked
package org.simplane.adapter.airlinq;

import org.jspecify.annotations.NullMarked;
