// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * TMF622 Product Ordering, version 4: one change of many products at once, and its cancellation.
 */
@NullMarked
package org.simplane.api.tmf.order;

import org.jspecify.annotations.NullMarked;
