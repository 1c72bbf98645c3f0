// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The 1NCE management API v1, which T-Mobile's IoT Easy Connect speaks too. What is known of the
 * wire and what is assumed stands in docs/operators/nce.md.
 */
@NullMarked
package org.simplane.adapter.nce;

import org.jspecify.annotations.NullMarked;
