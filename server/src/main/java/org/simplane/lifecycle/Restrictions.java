// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;

/** What is barred, and why. */
public final class Restrictions {

  /** Those already there are left as they are. */
  public void add(Transaction transaction, Caller caller, Collection<Restriction> restrictions) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Those not there are passed over. */
  public void lift(Transaction transaction, Caller caller, Collection<Restriction> restrictions) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** By subscription; one without restrictions has no entry. */
  public Map<Long, Set<Restriction>> of(Scope scope, Collection<Long> subscriptions) {
    throw new UnsupportedOperationException("not there yet");
  }
}
