// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Intelsat ({@code INTELSAT} in seeds/003): satellite terminals without SIM, by serial number. Its
 * contract is assumed, not verified with the operator.
 */
@NullMarked
package org.simplane.adapter.intelsat;

import org.jspecify.annotations.NullMarked;
