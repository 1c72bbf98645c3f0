// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.Collection;
import java.util.List;
import org.simplane.Transaction;

/** Sees what is put into the outbox, inside the transaction that does so. */
@FunctionalInterface
public interface OutboxListener {

  OutboxListener NOOP = (_, _) -> List.of();

  /** What follows from these events and is put into the outbox beside them. */
  List<Outbox.Event> published(Transaction transaction, Collection<Outbox.Event> events);
}
