// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Galaxy 1 of Viasat ({@code GALAXY1} in seeds/003), SIM cards in satellite terminals, looked up by
 * ICCID. Its contract is assumed, not verified with the operator.
 */
@NullMarked
package org.simplane.adapter.galaxy1;

import org.jspecify.annotations.NullMarked;
