// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * STC ConnectME ({@code STC} in seeds/003). Its contract is assumed, not verified with the
 * operator.
 */
@NullMarked
package org.simplane.adapter.stc;

import org.jspecify.annotations.NullMarked;
