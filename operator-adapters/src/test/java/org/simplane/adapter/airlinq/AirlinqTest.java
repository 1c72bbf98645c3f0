// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.airlinq;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.simulator.airlinq.AirlinqWire;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import tools.jackson.databind.node.ObjectNode;

final class AirlinqTest extends OnAccount
    implements InventoryContract, LogInContract, StatusControlContract, ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Airlinq.platform(),
          new AirlinqWire(),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              AirlinqTest::fields,
              status -> Answers.object().put("state", word(status)),
              AirlinqTest::expected,
              Map.of()));

  AirlinqTest() {
    super(ACCOUNT);
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        BackendSimulator.fields(sim, "alias", "ipAddress", "activationDate")
            .put("state", word(sim.status()));
    return sim.equals(Fleet.ACTIVE)
        ? fields.put("usedKb", Fleet.DATA_USED_IN_PERIOD / 1024)
        : fields;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.of("Jio"),
                    List.of("LTE", "NB-IoT"),
                    Optional.of("DATA-SMS"),
                    List.of(new Apn("iot.example", Optional.of("10.9.0.1"))))),
            Optional.of("Metering 50"),
            Optional.of("Demo Utilities"),
            Optional.empty(),
            Map.of("simType", "MFF2"));
    return sim.expectedByIccid(operatorStatus, details);
  }

  private static String word(Status status) {
    return switch (status) {
      case CREATED -> "TEST";
      case PENDING_ACTIVE -> "READY";
      case ACTIVE -> "ACTIVE";
      case SUSPENDED -> "SUSPEND";
      case PENDING_TERMINATE -> "CEASE";
      default -> throw new IllegalArgumentException("Airlinq has no word for " + status);
    };
  }
}
