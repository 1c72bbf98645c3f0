// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

/**
 * Whether the calls that a thread makes are ones that a client waits for. Bound around the adapter,
 * whose calls do not say it themselves.
 */
public final class Urgency {

  private static final ScopedValue<Boolean> URGENT = ScopedValue.newInstance();

  private Urgency() {}

  /** Runs work whose calls to operators go before background work. */
  public static <T, X extends Throwable> T urgently(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(URGENT, true).call(work);
  }

  static boolean isUrgent() {
    return URGENT.isBound() && URGENT.get();
  }
}
