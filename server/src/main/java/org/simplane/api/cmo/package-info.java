// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** The CMO dialect. */
@NullMarked
package org.simplane.api.cmo;

import org.jspecify.annotations.NullMarked;
