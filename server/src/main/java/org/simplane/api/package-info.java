// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What all API dialects share of HTTP: listeners, proxies, health and errors that no dialect sees.
 */
@NullMarked
package org.simplane.api;

import org.jspecify.annotations.NullMarked;
