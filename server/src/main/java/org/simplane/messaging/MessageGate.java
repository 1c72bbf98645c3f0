// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import org.simplane.FailureException;
import org.simplane.Transaction;

/** What an organisation allows in a month; kept elsewhere, wired in {@code Main}. */
public interface MessageGate {

  /** Nothing is limited. */
  MessageGate OPEN =
      new MessageGate() {
        @Override
        public void takeMt(Transaction transaction, long organisation, int messages) {}

        @Override
        public void giveBackMt(Transaction transaction, long organisation, int messages) {}

        @Override
        public boolean takesMo(Transaction transaction, long organisation, int messages) {
          return true;
        }
      };

  /**
   * Counts messages to devices as they are accepted.
   *
   * @throws FailureException {@code Conflict}: the limit does not allow them; none is counted
   */
  void takeMt(Transaction transaction, long organisation, int messages);

  /** Of those counted, so many were never delivered. */
  void giveBackMt(Transaction transaction, long organisation, int messages);

  /** Counts messages from devices; false where the limit does not allow them. */
  boolean takesMo(Transaction transaction, long organisation, int messages);
}
