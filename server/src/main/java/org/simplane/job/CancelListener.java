// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.Collection;
import org.simplane.Transaction;

/** Told inside the transaction which subscriptions had an item called off. */
@FunctionalInterface
public interface CancelListener {

  CancelListener NOOP = (transaction, subscriptions) -> {};

  void cancelled(Transaction transaction, Collection<Long> subscriptions);
}
