// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.intelsat;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;

/**
 * Intelsat ({@code INTELSAT} in seeds/003): satellite terminals without SIM, by serial number. No
 * documentation is public: paths, fields and log-in are assumed, not verified with the operator.
 * The status is the seed's combination of the product contract's status and the terminal's
 * aggregated status. All of it is in {@code intelsat.json}, and an account's setting {@code
 * contract} corrects it.
 */
public final class Intelsat {

  private Intelsat() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Intelsat.class,
        "intelsat",
        "Intelsat (contract assumed, not verified with the operator)",
        new Pace(5, 2));
  }
}
