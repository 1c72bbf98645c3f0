// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What adapters of REST platforms share: calls with credentials, log-ins, and what answers mean.
 */
@NullMarked
package org.simplane.adapter.rest;

import org.jspecify.annotations.NullMarked;
