// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports.Consumption;

/**
 * What was found out about one product.
 *
 * @param asOf when it was counted
 * @param error why nothing was found out, in a sentence
 */
record Report(List<Consumption> consumption, Optional<Instant> asOf, Optional<String> error) {

  Report {
    consumption = List.copyOf(consumption);
  }

  static Report failed(String error) {
    return new Report(List.of(), Optional.empty(), Optional.of(error));
  }
}
