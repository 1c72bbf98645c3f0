// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A SIM that is topped up by itself.
 *
 * @param product empty: the first top-up on sale
 */
public record AutoTopUp(
    long subscription,
    String iccid,
    OptionalLong product,
    Optional<String> paymentMethod,
    Instant since) {}
