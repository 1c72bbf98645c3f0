// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.OptionalLong;

/**
 * A dialect's ticket, tracking number or monitor.
 *
 * @param item the item meant, where it does not stand for the whole job
 */
public record Reference(
    String dialect, String reference, long organisation, long job, OptionalLong item) {}
