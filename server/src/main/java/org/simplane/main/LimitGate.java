// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import org.simplane.Transaction;
import org.simplane.messaging.MessageGate;
import org.simplane.usage.MonthlyLimits;

/** Has messages count towards the monthly limits. */
record LimitGate(MonthlyLimits limits) implements MessageGate {

  @Override
  public void takeMt(Transaction transaction, long organisation, int messages) {
    limits.takeMt(transaction, organisation, messages);
  }

  @Override
  public void giveBackMt(Transaction transaction, long organisation, int messages) {
    limits.giveBackMt(transaction, organisation, messages);
  }

  @Override
  public boolean takesMo(Transaction transaction, long organisation, int messages) {
    return limits.takesMo(transaction, organisation, messages);
  }
}
