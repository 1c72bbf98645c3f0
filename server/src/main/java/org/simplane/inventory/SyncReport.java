// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;
import org.simplane.operator.Details;

/**
 * What reading from an operator changed here.
 *
 * @param added new ones; listeners have been told, audit and outbox have them
 * @param changed those that differ; audit and outbox of these are the caller's
 * @param details known details that are not as they were; audit and outbox of these are the
 *     caller's
 * @param unchanged how many were as they were
 * @param outdated how many were left alone because more recent knowledge was here already
 */
public record SyncReport(
    List<Subscription> added,
    List<Changed> changed,
    List<DetailsChange> details,
    int unchanged,
    int outdated) {

  public SyncReport {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    details = List.copyOf(details);
  }

  /** A subscription before and after. */
  public record Changed(Subscription before, Subscription after) {

    public boolean hasOtherStatus() {
      return before.standing().status() != after.standing().status()
          || !before.standing().phase().equals(after.standing().phase());
    }
  }

  /** What the operator tells of a subscription, before and after. */
  public record DetailsChange(Subscription subscription, Details before, Details after) {}
}
