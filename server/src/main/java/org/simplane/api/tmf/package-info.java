// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * The TM Forum Open APIs: which of them there are, over the rules that they share ({@code rest})
 * and the fleet as they all see it ({@code fleet}). docs/dialects/tmf.md says what is offered.
 */
@NullMarked
package org.simplane.api.tmf;

import org.jspecify.annotations.NullMarked;
