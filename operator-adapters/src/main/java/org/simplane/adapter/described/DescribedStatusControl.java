// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.transitions.Transitions;
import org.simplane.operator.Change;
import org.simplane.operator.Outcome;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

final class DescribedStatusControl implements StatusControl {

  private final Description.StatusChange form;
  private final Map<StatusTarget, Set<StatusTarget>> transitions;
  private final DescribedChanges<StatusTarget> changes;

  DescribedStatusControl(
      Description description, Description.StatusChange form, DescribedClient client, Clock clock) {
    this.form = form;
    this.transitions = Transitions.of(description.backend());
    this.changes =
        new DescribedChanges<>(
            client,
            new DescribedChanges.Form<>(
                form.method(),
                form.path(),
                form.request(),
                target -> target(target).map(Description.Target::body),
                target -> target.status().name(),
                status -> StatusTarget.of(Status.valueOf(status))),
            description.follow(),
            clock);
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return transitions;
  }

  @Override
  public String word(StatusTarget reached) {
    return target(reached).map(Description.Target::word).orElseGet(reached::toString);
  }

  @Override
  public int maximumBatch() {
    return changes.maximumBatch();
  }

  @Override
  public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> wanted) {
    return changes.change(wanted);
  }

  @Override
  public Duration settling() {
    return changes.settling();
  }

  @Override
  public Outcome<StatusTarget> follow(String requestId) {
    return changes.follow(requestId);
  }

  private Optional<Description.Target> target(StatusTarget wanted) {
    return Optional.ofNullable(form.targets().get(wanted.status()))
        .filter(_ -> wanted.phase().isEmpty());
  }
}
