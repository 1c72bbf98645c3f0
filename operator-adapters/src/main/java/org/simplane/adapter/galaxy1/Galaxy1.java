// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.galaxy1;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;

/**
 * Galaxy 1 of Viasat ({@code GALAXY1} in seeds/003), SIM cards in satellite terminals, looked up by
 * ICCID. Its portal is known, an API of it is not: paths, fields, status words and log-in are
 * assumed, not verified with the operator. The seed gives it no change of status. All of it is in
 * {@code galaxy1.json}, and an account's setting {@code contract} corrects it.
 */
public final class Galaxy1 {

  private Galaxy1() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Galaxy1.class,
        "galaxy1",
        "Galaxy 1 (Viasat) (contract assumed, not verified with the operator)",
        new Pace(5, 2));
  }
}
