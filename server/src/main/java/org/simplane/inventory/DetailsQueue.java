// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/**
 * Subscriptions to be read one by one, of operators whose lists show less than a single read. It
 * serves all organisations, and is kept in the store: nothing of it is lost by a restart.
 */
public final class DetailsQueue {

  private DetailsQueue() {}

  /** Those never read first, then those whose turn it has been for longest. */
  public static List<DueDetails> due(Handle handle, long account, Instant now, int limit) {
    return DetailsStore.due(handle, account, now, limit);
  }

  /** How many of an account are due. */
  public static long backlog(Handle handle, long account, Instant now) {
    return DetailsStore.backlog(handle, account, now);
  }

  /** Those that could not be read are tried again then. */
  public static void postpone(Transaction transaction, Collection<Long> subscriptions, Instant to) {
    DetailsStore.readAt(transaction, subscriptions, to, false);
  }
}
