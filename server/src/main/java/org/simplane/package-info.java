// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What every feature and dialect speaks of: who asks, what they may see, what can go wrong, and the
 * transaction they share.
 */
@NullMarked
package org.simplane;

import org.jspecify.annotations.NullMarked;
