// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.Collection;
import org.simplane.Transaction;

/** Told which SIMs were seen on a network, inside the transaction that stores it. */
@FunctionalInterface
public interface AttachListener {

  AttachListener NOOP = (_, _) -> {};

  /**
   * These attached, were located or opened a session, each once and in the order of their ids. Has
   * to be quick: a delivery of events waits.
   */
  void attached(Transaction transaction, Collection<Long> subscriptions);
}
