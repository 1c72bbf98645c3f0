// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.turkcell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.turkcell.TurkcellWire;
import tools.jackson.databind.node.ObjectNode;

final class TurkcellTest extends OnAccount
    implements InventoryContract, StatusControlContract, ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Turkcell.platform(),
          new TurkcellWire(),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              TurkcellTest::fields,
              TurkcellTest::state,
              TurkcellTest::expected,
              Map.of()));

  TurkcellTest() {
    super(ACCOUNT);
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields = BackendSimulator.fields(sim, "description", "ip", "contractStart");
    fields.setAll(state(sim.status()));
    return sim.equals(Fleet.ACTIVE)
        ? fields.put("usedMb", Fleet.DATA_USED_IN_PERIOD / (1 << 20))
        : fields;
  }

  /** One flag of the five is enough. */
  private static ObjectNode state(Status status) {
    ObjectNode state =
        Answers.object().put("contractStatus", status == Status.TERMINATED ? "d" : "a");
    ObjectNode flags = state.putObject("barring");
    for (String flag : List.of("inSms", "outSms", "inCalls", "outCalls")) {
      flags.put(flag, "N");
    }
    flags.put("data", status == Status.SUSPENDED ? "Y" : "N");
    return state;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.of("Turkcell"),
                    List.of("2G"),
                    Optional.empty(),
                    List.of(new Apn("pos.example", Optional.empty())))),
            Optional.of("POS 100"),
            Optional.of("Demo Retail"),
            Optional.empty(),
            Map.of());
    return sim.expectedByIccid(operatorStatus, details);
  }
}
