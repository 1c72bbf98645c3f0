// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** TMF637 Product Inventory, versions 4 and 5. */
@NullMarked
package org.simplane.api.tmf.product;

import org.jspecify.annotations.NullMarked;
