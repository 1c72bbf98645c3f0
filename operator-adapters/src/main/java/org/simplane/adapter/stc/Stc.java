// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.stc;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;

/**
 * STC ConnectME ({@code STC} in seeds/003). No documentation is public: paths, fields and log-in
 * are assumed, not verified with the operator; the status words are the seed's, whose columns are
 * partly lost (BLOCKED and TERMINATED are inferred), and that changes are asynchronous is the
 * seed's. All of it is in {@code stc.json}, and an account's setting {@code contract} corrects it.
 */
public final class Stc {

  private Stc() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Stc.class,
        "stc",
        "STC ConnectME (contract assumed, not verified with the operator)",
        new Pace(10, 4));
  }
}
