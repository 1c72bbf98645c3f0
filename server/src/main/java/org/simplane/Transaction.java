// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A database transaction that features join, so that status, event, audit and outbox row commit
 * together. Bound to one thread.
 */
public final class Transaction {

  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>();

  public Transaction(Handle handle) {
    this.handle = handle;
  }

  /** For Stores alone. */
  public Handle handle() {
    return handle;
  }

  /**
   * Runs once the commit is sure, such as waking a worker; never runs after a rollback. Must not
   * throw.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** For {@code Database} alone. */
  public List<Runnable> committed() {
    return List.copyOf(afterCommit);
  }
}
