// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;

final class DescribedCharacteristics extends DescribedChanges<Characteristic>
    implements CharacteristicControl {

  private final Set<Kind> kinds;

  DescribedCharacteristics(
      Description description,
      Description.CharacteristicChange form,
      DescribedClient client,
      Clock clock) {
    super(
        client,
        new Form<>(
            form.method(),
            form.path(),
            form.request(),
            target ->
                Optional.ofNullable(form.bodies().get(target.kind()))
                    .map(body -> Templates.body(body, Map.of("value", target.value()))),
            target -> target.kind() + ":" + target.value(),
            DescribedCharacteristics::parse),
        description.follow(),
        clock);
    this.kinds = Set.copyOf(form.bodies().keySet());
  }

  private static Characteristic parse(String text) {
    int colon = text.indexOf(':');
    return new Characteristic(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public Set<Kind> kinds() {
    return kinds;
  }
}
