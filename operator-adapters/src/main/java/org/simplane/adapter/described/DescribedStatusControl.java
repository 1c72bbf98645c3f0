// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.transitions.Transitions;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

final class DescribedStatusControl extends DescribedChanges<StatusTarget> implements StatusControl {

  private final Description.StatusChange form;
  private final Map<StatusTarget, Set<StatusTarget>> transitions;

  DescribedStatusControl(
      Description description, Description.StatusChange form, DescribedClient client, Clock clock) {
    super(
        client,
        new Form<>(
            form.method(),
            form.path(),
            form.request(),
            target -> target(form, target).map(Description.Target::body),
            target -> target.status().name(),
            status -> StatusTarget.of(Status.valueOf(status))),
        description.follow(),
        clock);
    this.form = form;
    this.transitions = Transitions.of(description.backend());
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return transitions;
  }

  @Override
  public String word(StatusTarget reached) {
    return target(form, reached).map(Description.Target::word).orElseGet(reached::toString);
  }

  private static Optional<Description.Target> target(
      Description.StatusChange form, StatusTarget wanted) {
    return Optional.ofNullable(form.targets().get(wanted.status()))
        .filter(_ -> wanted.phase().isEmpty());
  }
}
