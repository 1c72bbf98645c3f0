// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The composition root: reads the configuration, wires everything by constructors, starts and stops
 * it.
 */
@NullMarked
package org.simplane.main;

import org.jspecify.annotations.NullMarked;
