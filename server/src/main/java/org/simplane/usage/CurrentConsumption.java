// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.List;
import org.simplane.operator.ConsumptionReports.Consumption;

/**
 * What was used of a subscription so far in the current period.
 *
 * @param consumption in the order of what is counted, the global level first
 * @param asOf when the operator told it
 */
public record CurrentConsumption(List<Consumption> consumption, Instant asOf) {

  public CurrentConsumption {
    consumption = List.copyOf(consumption);
  }
}
