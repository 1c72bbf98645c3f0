// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Operators whose contract is a file: paths, field names and status words are data, so that what an
 * operator really uses can be put in its place without code.
 */
@NullMarked
package org.simplane.adapter.described;

import org.jspecify.annotations.NullMarked;
