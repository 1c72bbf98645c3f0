// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.turkcell;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;

/**
 * Turkcell ({@code TURKCELL} in seeds/003). No documentation is public: paths, fields and log-in
 * are assumed, not verified with the operator. A line has no status: the seed computes it of the
 * contract's status ({@code a}, {@code d}) and five barring flags; any of them set is read as
 * suspended. Suspending sets all five, resuming clears them. All of it is in {@code turkcell.json},
 * and an account's setting {@code contract} corrects it.
 */
public final class Turkcell {

  private Turkcell() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Turkcell.class,
        "turkcell",
        "Turkcell (contract assumed, not verified with the operator)",
        new Pace(10, 4));
  }
}
