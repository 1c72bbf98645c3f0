// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Asynchronous work as a client sees it: jobs, their items, progress, cancel. */
@NullMarked
package org.simplane.job;

import org.jspecify.annotations.NullMarked;
