// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What is sold and what was ordered: products, orders of SIMs and of volume, longer lives, SIMs
 * that go to another organisation, and what customers ask for help with.
 */
@NullMarked
package org.simplane.catalog;

import org.jspecify.annotations.NullMarked;
