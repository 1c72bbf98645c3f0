// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.Collection;
import java.util.List;
import org.simplane.Transaction;

/** Told inside the transaction when what is barred changes; the own network tells its register. */
public interface RestrictionListener {

  RestrictionListener NOOP =
      new RestrictionListener() {
        @Override
        public void restricted(Transaction transaction, Collection<Restriction> added) {}

        @Override
        public void lifted(Transaction transaction, Collection<Restriction> lifted) {}
      };

  /** These were not there before. */
  void restricted(Transaction transaction, Collection<Restriction> added);

  /** These were there and are gone. */
  void lifted(Transaction transaction, Collection<Restriction> lifted);

  /** Tells each of several in order. */
  static RestrictionListener all(List<RestrictionListener> listeners) {
    List<RestrictionListener> told = List.copyOf(listeners);
    return new RestrictionListener() {
      @Override
      public void restricted(Transaction transaction, Collection<Restriction> added) {
        told.forEach(listener -> listener.restricted(transaction, added));
      }

      @Override
      public void lifted(Transaction transaction, Collection<Restriction> lifted) {
        told.forEach(listener -> listener.lifted(transaction, lifted));
      }
    };
  }
}
