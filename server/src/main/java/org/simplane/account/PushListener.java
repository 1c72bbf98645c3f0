// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.List;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.operator.OperatorEvent;

/**
 * A feature that operators' events are for. It takes the kinds that it knows and ignores others.
 */
public interface PushListener {

  /**
   * An event of a subscription that is in the inventory.
   *
   * @param organisation the one that has the subscription
   */
  record Told(long account, long organisation, long subscription, OperatorEvent event) {}

  /**
   * Outside any transaction, before the operator is answered. What fails here is told again, with
   * what did not fail: to be told twice must do no harm.
   */
  default void told(Caller caller, List<Told> events) {}

  /** In the transaction that notes that the events were told; each event comes here once. */
  default void noted(Transaction transaction, Caller caller, List<Told> events) {}
}
