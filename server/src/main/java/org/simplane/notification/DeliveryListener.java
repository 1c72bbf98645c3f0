// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.List;
import java.util.Set;
import org.simplane.Transaction;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * Told what became of events, some hundreds at a time, inside a transaction that also keeps how far
 * the webhook has come. After a crash the same may be told again. A higher feature implements it,
 * such as messaging, whose message stays buffered until somebody took it.
 */
public interface DeliveryListener {

  /** The kinds it is told of, such as {@code sms.received}; in full, no prefixes. */
  Set<String> kinds();

  /** Each was taken by a webhook. */
  void acknowledged(Transaction transaction, List<Delivered> delivered);

  /** Each is a dead letter of a webhook now; another one may have taken it all the same. */
  void givenUp(Transaction transaction, List<Delivered> given);

  /**
   * An event, and whom it was for.
   *
   * @param format the webhook's, such as {@code easyconnect.callback}
   */
  record Delivered(long webhook, String format, StoredEvent event) {}
}
