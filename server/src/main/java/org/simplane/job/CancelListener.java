// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.Collection;
import org.simplane.Caller;
import org.simplane.Transaction;

/** Told inside the transaction when a job was called off. */
@FunctionalInterface
public interface CancelListener {

  CancelListener NOOP = (transaction, caller, job, subscriptions) -> {};

  /**
   * @param subscriptions those that had an item called off
   */
  void cancelled(Transaction transaction, Caller caller, Job job, Collection<Long> subscriptions);
}
