// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Optional;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;

/** Is told what an operator told of a subscription's consumption. */
@FunctionalInterface
public interface ConsumptionListener {

  ConsumptionListener NOOP = (_, _, _, _) -> {};

  /**
   * In the transaction that keeps it.
   *
   * @param before what was kept so far; empty where nothing was
   */
  void kept(
      Transaction transaction,
      Subscription subscription,
      Optional<CurrentConsumption> before,
      CurrentConsumption after);
}
