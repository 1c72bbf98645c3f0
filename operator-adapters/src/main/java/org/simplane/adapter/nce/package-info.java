// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** 1NCE and Easy Connect: the management API of Simplane's first operator adapter. */
@NullMarked
package org.simplane.adapter.nce;

import org.jspecify.annotations.NullMarked;
