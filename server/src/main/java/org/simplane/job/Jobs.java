// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Jobs as clients see them. */
public final class Jobs {

  public Optional<Job> find(Scope scope, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Newest first, those with an id lower than {@code before}. */
  public JobPage page(Scope scope, OptionalLong before, int limit) {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * In order of their ids, those above {@code after}; 0 for the first. Empty too where the job is
   * not seen.
   */
  public List<JobItem> items(Scope scope, long job, long after, int limit) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Calls off what has certainly not been sent; the rest goes on. */
  public Job cancel(Caller caller, long id) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Has a dialect's ticket lead to a job, or to one item of it. */
  public void refer(Transaction transaction, Reference reference) {
    throw new UnsupportedOperationException("not there yet");
  }

  public Optional<Reference> byReference(Scope scope, String dialect, String reference) {
    throw new UnsupportedOperationException("not there yet");
  }
}
