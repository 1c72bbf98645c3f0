// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.stc;

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
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.stc.StcWire;
import tools.jackson.databind.node.ObjectNode;

final class StcTest extends OnAccount
    implements InventoryContract, LogInContract, StatusControlContract, ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Stc.platform(),
          new StcWire(),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              StcTest::fields,
              StcTest::state,
              StcTest::expected,
              Map.of()));

  StcTest() {
    super(ACCOUNT);
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        Answers.object()
            .put("msisdn", sim.msisdn().digits())
            .put("nickname", sim.label().orElse(""))
            .put("activatedAt", sim.activatedAt().toString());
    fields.setAll(state(sim.status()));
    fields.putObject("sim").put("iccid", sim.iccid().digits()).put("imsi", sim.imsi().digits());
    fields
        .putObject("device")
        .put("imei", sim.imei().map(imei -> imei.digits()).orElse(""))
        .put("ipAddress", sim.ipAddress());
    return sim.equals(Fleet.ACTIVE) ? fields.put("usedBytes", Fleet.DATA_USED_IN_PERIOD) : fields;
  }

  private static ObjectNode state(Status status) {
    ObjectNode state = Answers.object();
    state
        .putObject("status")
        .put("code", status == Status.PENDING_ACTIVE ? "INACTIVE" : status.name());
    return state;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.of("STC"),
                    List.of("LTE"),
                    Optional.of("FLEET"),
                    List.of(new Apn("fleet.example", Optional.empty())))),
            Optional.of("Fleet 500"),
            Optional.of("Demo Logistics"),
            Optional.empty(),
            Map.of());
    return sim.expectedByIccid(operatorStatus, details);
  }
}
