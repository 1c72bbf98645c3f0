// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.simplane.Transaction;
import org.simplane.notification.DeliveryListener;

/**
 * What a device sent stays buffered until a webhook took it (contracts/easyconnect-1nce.md section
 * 6); it has failed when nobody did.
 */
public final class Forwarding implements DeliveryListener {

  private final Clock clock;

  public Forwarding(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(Inbox.RECEIVED);
  }

  @Override
  public void acknowledged(Transaction transaction, List<Delivered> delivered) {
    MessageStore.forwarded(transaction, ids(delivered), MessageStatus.DELIVERED, clock.instant());
  }

  /** One that another webhook took before is delivered already, and stays so. */
  @Override
  public void givenUp(Transaction transaction, List<Delivered> given) {
    MessageStore.forwarded(transaction, ids(given), MessageStatus.FAILED, clock.instant());
  }

  private static List<Long> ids(List<Delivered> delivered) {
    return delivered.stream()
        .map(one -> one.event().body().path("message").asLong(0))
        .distinct()
        .toList();
  }
}
