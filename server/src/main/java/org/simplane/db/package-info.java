// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The store: embedded or external PostgreSQL, its connections, its migrations and its partitions.
 */
@NullMarked
package org.simplane.db;

import org.jspecify.annotations.NullMarked;
