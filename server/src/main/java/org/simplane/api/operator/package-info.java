// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** The door through which operators tell of their own accord what happened. */
@NullMarked
package org.simplane.api.operator;

import org.jspecify.annotations.NullMarked;
