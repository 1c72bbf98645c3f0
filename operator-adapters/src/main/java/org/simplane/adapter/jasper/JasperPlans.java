// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Sim;

/** Changes a device's rate plan, communication plan and customer. */
final class JasperPlans extends JasperChanges<Characteristic> implements CharacteristicControl {

  JasperPlans(JasperClient client, JasperInventory inventory, Clock clock) {
    super(
        client,
        inventory,
        new Form<>(
            target -> field(target.kind()).map(field -> Map.of(field, target.value())),
            target -> target.kind() + ":" + target.value(),
            JasperPlans::parse,
            (sim, target) -> value(sim, target.kind()).equals(Optional.of(target.value()))),
        clock);
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(Kind.SERVICE_PLAN, Kind.COMMUNICATION_PLAN, Kind.CUSTOMER);
  }

  private static Optional<String> field(Kind kind) {
    return switch (kind) {
      case SERVICE_PLAN -> Optional.of("ratePlan");
      case COMMUNICATION_PLAN -> Optional.of("communicationPlan");
      case CUSTOMER -> Optional.of("customer");
      case SIM_PROFILE -> Optional.empty();
    };
  }

  private static Optional<String> value(Sim sim, Kind kind) {
    return switch (kind) {
      case SERVICE_PLAN -> sim.details().servicePlan();
      case COMMUNICATION_PLAN ->
          sim.details().dataConnectivity().flatMap(DataConnectivity::communicationPlan);
      case CUSTOMER -> sim.details().customer();
      case SIM_PROFILE -> Optional.empty();
    };
  }

  private static Characteristic parse(String text) {
    int colon = text.indexOf(':');
    return new Characteristic(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }
}
