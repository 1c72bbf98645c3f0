// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.simplane.Transaction;

/**
 * Told of new, moved and otherwise changed subscriptions inside the transaction that makes them so,
 * some thousands at a time. A higher feature implements it, such as the own network, which has SIMs
 * provisioned.
 */
public interface SubscriptionListener {

  void added(Transaction transaction, List<Subscription> added);

  /** They are shown as they are now, in their new organisation. */
  default void moved(Transaction transaction, List<Subscription> moved) {}

  /**
   * An operator showed them otherwise than they were known.
   *
   * @param asOf when it was asked
   */
  default void changed(Transaction transaction, List<SyncReport.Changed> changed, Instant asOf) {}

  /** For one that is made after the inventory that tells it. */
  static SubscriptionListener later(Supplier<? extends SubscriptionListener> listener) {
    return new SubscriptionListener() {
      @Override
      public void added(Transaction transaction, List<Subscription> added) {
        listener.get().added(transaction, added);
      }

      @Override
      public void moved(Transaction transaction, List<Subscription> moved) {
        listener.get().moved(transaction, moved);
      }

      @Override
      public void changed(Transaction transaction, List<SyncReport.Changed> changed, Instant asOf) {
        listener.get().changed(transaction, changed, asOf);
      }
    };
  }
}
