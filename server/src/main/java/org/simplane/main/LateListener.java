// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.simplane.Transaction;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.RestrictionListener;

/** Tells one that comes to be after those who tell. */
record LateListener(AtomicReference<? extends RestrictionListener> told)
    implements RestrictionListener {

  @Override
  public void restricted(Transaction transaction, Collection<Restriction> added) {
    told.get().restricted(transaction, added);
  }

  @Override
  public void lifted(Transaction transaction, Collection<Restriction> lifted) {
    told.get().lifted(transaction, lifted);
  }
}
