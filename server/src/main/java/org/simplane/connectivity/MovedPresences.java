// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.List;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionListener;

/** Has who is online listed for the organisation that has the subscription now. */
public final class MovedPresences implements SubscriptionListener {

  @Override
  public void added(Transaction transaction, List<Subscription> added) {}

  @Override
  public void moved(Transaction transaction, List<Subscription> moved) {
    PresenceStore.moved(transaction, moved.stream().map(Subscription::id).toList());
  }
}
