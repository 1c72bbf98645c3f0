// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Subscriptions as TM Forum APIs name and find them, whichever of the APIs it is. */
@NullMarked
package org.simplane.api.tmf.fleet;

import org.jspecify.annotations.NullMarked;
