// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.airlinq;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;

/**
 * Airlinq, the CMO management platform of Jio ({@code AIRLINQ} in seeds/003). Airlinq publishes no
 * API: paths, fields and log-in are assumed, not verified with the operator; the status words, and
 * that changes are asynchronous, are the seed's. All of it is in {@code airlinq.json}, and an
 * account's setting {@code contract} corrects it.
 */
public final class Airlinq {

  private Airlinq() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Airlinq.class,
        "airlinq",
        "Airlinq (contract assumed, not verified with the operator)",
        new Pace(10, 4));
  }
}
