// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;
import java.util.Collection;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.job.Job;

/** Takes change requests, and sees to it that they come about. */
public final class Lifecycle {

  /**
   * Takes a request and returns at once; the job tells what becomes of it. A subscription that
   * stands there already is done without a call. Where one subscription is asked for and the change
   * is not possible, the request fails; where many are, the item does.
   *
   * @throws org.simplane.FailureException {@code NotFound} for a subscription out of the caller's
   *     sight; for a single one also {@code Conflict} (not from its present status) and {@code
   *     NotSupported}
   */
  public Job request(Caller caller, ChangeRequest request) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** As {@link #request(Caller, ChangeRequest)}, within a transaction of the caller's. */
  public Job request(Transaction transaction, Caller caller, ChangeRequest request) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** What a request would do. */
  public DryRun preview(Caller caller, ChangeRequest request) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Waits for a job; gives it as it stands when it is over or when the time runs out. */
  public Job await(Scope scope, long job, Duration limit) {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * To be called when usage of these subscriptions came in: sleeping ones whose account wakes on
   * first usage become productive. Cheap for those that are not asleep.
   */
  public void firstUsage(Transaction transaction, Collection<Long> subscriptions) {
    throw new UnsupportedOperationException("not there yet");
  }
}
