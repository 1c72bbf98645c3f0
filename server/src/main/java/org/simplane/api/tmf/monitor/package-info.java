// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Changes asked for over any of the TM Forum APIs, and the monitors of TMF640 that tell what
 * becomes of them.
 */
@NullMarked
package org.simplane.api.tmf.monitor;

import org.jspecify.annotations.NullMarked;
