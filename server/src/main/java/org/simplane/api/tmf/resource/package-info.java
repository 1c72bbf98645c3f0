// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** TMF639 Resource Inventory, version 4: cards, terminals, and the numbers on them. */
@NullMarked
package org.simplane.api.tmf.resource;

import org.jspecify.annotations.NullMarked;
