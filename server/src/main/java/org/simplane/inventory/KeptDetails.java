// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import org.simplane.operator.Details;

/**
 * What an operator told of a subscription beside its identifiers and status.
 *
 * @param asOf when the operator was asked, within an hour where nothing has changed since
 */
public record KeptDetails(Details details, Instant asOf) {}
