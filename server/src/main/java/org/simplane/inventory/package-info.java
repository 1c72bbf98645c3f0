// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * What is managed: subscriptions with their identifiers, labels, tags, attributes, devices and
 * machines; search, import, export.
 */
@NullMarked
package org.simplane.inventory;

import org.jspecify.annotations.NullMarked;
