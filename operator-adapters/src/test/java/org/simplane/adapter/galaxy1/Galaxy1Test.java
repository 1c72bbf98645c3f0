// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.galaxy1;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.Terminal;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.galaxy1.Galaxy1Wire;
import tools.jackson.databind.node.ObjectNode;

final class Galaxy1Test extends OnAccount implements InventoryContract, ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Galaxy1.platform(),
          new Galaxy1Wire(),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              Galaxy1Test::fields,
              Galaxy1Test::state,
              Galaxy1Test::expected,
              Map.of()));

  Galaxy1Test() {
    super(ACCOUNT);
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields = BackendSimulator.fields(sim, "reference", "ipAddress", "activated");
    fields.setAll(state(sim.status()));
    return sim.equals(Fleet.ACTIVE)
        ? fields.put("usedMegabytes", Fleet.DATA_USED_IN_PERIOD / 1_000_000)
        : fields;
  }

  private static ObjectNode state(Status status) {
    return Answers.object().put("state", status.name());
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.empty(),
            Optional.of("Sea 5000"),
            Optional.of("Demo Shipping"),
            Optional.of(
                new Terminal(
                    "G1-" + sim.iccid().digits().substring(sim.iccid().digits().length() - 8),
                    Optional.of("Vessel"),
                    OptionalDouble.of(12.5),
                    OptionalDouble.of(-40.25),
                    Optional.of("Deck 700"),
                    Optional.of("maritime"),
                    Optional.of("A7"),
                    Optional.of(Instant.parse("2026-11-20T10:00:00Z")),
                    Optional.of("9990001"),
                    Optional.of("999000001"))),
            Map.of("network", "Inmarsat"));
    return sim.expectedByIccid(operatorStatus, details);
  }
}
