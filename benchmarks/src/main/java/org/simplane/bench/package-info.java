// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Measures Simplane against the limits of the machine it runs on. */
@NullMarked
package org.simplane.bench;

import org.jspecify.annotations.NullMarked;
