// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** The own network: the doors in and out, and the operator that Simplane itself is. */
@NullMarked
package org.simplane.network;

import org.jspecify.annotations.NullMarked;
