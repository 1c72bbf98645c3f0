// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What simulated operator platforms have in common: subscriptions kept in a folder, requests that
 * are carried out later, tokens, faults. Each platform's own wire is a {@link
 * org.simplane.simulator.backend.Wire}.
 */
@NullMarked
package org.simplane.simulator.backend;

import org.jspecify.annotations.NullMarked;
