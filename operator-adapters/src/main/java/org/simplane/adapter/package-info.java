// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** The built-in operator platforms, listed in one place. */
@NullMarked
package org.simplane.adapter;

import org.jspecify.annotations.NullMarked;
