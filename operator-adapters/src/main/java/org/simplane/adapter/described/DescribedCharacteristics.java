// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Change;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.Outcome;

final class DescribedCharacteristics implements CharacteristicControl {

  private final Set<Kind> kinds;
  private final DescribedChanges<Characteristic> changes;

  DescribedCharacteristics(
      Description description,
      Description.CharacteristicChange form,
      DescribedClient client,
      Clock clock) {
    this.kinds = Set.copyOf(form.bodies().keySet());
    this.changes =
        new DescribedChanges<>(
            client,
            new DescribedChanges.Form<>(
                form.method(),
                form.path(),
                form.request(),
                target ->
                    Optional.ofNullable(form.bodies().get(target.kind()))
                        .map(body ->
                            Templates.body(body, java.util.Map.of("value", target.value()))),
                target -> target.kind() + ":" + target.value(),
                DescribedCharacteristics::parse),
            description.follow(),
            clock);
  }

  private static Characteristic parse(String text) {
    int colon = text.indexOf(':');
    return new Characteristic(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public Set<Kind> kinds() {
    return kinds;
  }

  @Override
  public int maximumBatch() {
    return changes.maximumBatch();
  }

  @Override
  public List<Outcome<Characteristic>> change(List<Change<Characteristic>> wanted) {
    return changes.change(wanted);
  }

  @Override
  public Duration settling() {
    return changes.settling();
  }

  @Override
  public Outcome<Characteristic> follow(String requestId) {
    return changes.follow(requestId);
  }
}
