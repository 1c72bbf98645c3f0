// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.intelsat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Terminal;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.intelsat.IntelsatWire;
import tools.jackson.databind.node.ObjectNode;

final class IntelsatTest extends OnAccount
    implements InventoryContract, LogInContract, StatusControlContract, ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Intelsat.platform(),
          new IntelsatWire(),
          new BackendSimulator.Form(
              IntelsatTest::serial,
              IntelsatTest::fields,
              IntelsatTest::state,
              IntelsatTest::expected,
              Map.of()));

  IntelsatTest() {
    super(ACCOUNT);
  }

  /** Its terminals have no SIM; the fleet's ICCIDs end in a number each. */
  private static String serial(FleetSim sim) {
    String digits = sim.iccid().digits();
    return "99" + digits.substring(digits.length() - 3);
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        Answers.object()
            .put("serialNumber", serial(sim))
            .put("name", sim.label().orElse(""))
            .put("usedBytes", sim.equals(Fleet.ACTIVE) ? Fleet.DATA_USED_IN_PERIOD : 0);
    fields.setAll(state(sim.status()));
    ((ObjectNode) fields.path("productContract")).put("startDate", sim.activatedAt().toString());
    return fields;
  }

  private static ObjectNode state(Status status) {
    ObjectNode state =
        Answers.object()
            .put("aggregatedStatus", status == Status.SUSPENDED ? "suspended" : "online");
    state
        .putObject("productContract")
        .put("status", "active")
        .put("product", "Flex 20")
        .put("account", "Demo Expeditions");
    return state;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Terminal terminal =
        new Terminal(
            serial(sim),
            sim.label(),
            OptionalDouble.of(48.5),
            OptionalDouble.of(9.25),
            Optional.of("Flat 90"),
            Optional.of("land mobile"),
            Optional.of("FP-90"),
            Optional.of(Instant.parse("2026-11-20T09:00:00Z")),
            Optional.empty(),
            Optional.empty());
    Details details =
        new Details(
            Optional.empty(),
            Optional.of("Flex 20"),
            Optional.of("Demo Expeditions"),
            Optional.of(terminal),
            Map.of());
    return new Sim(
        new SubscriptionRef(serial(sim), serial(sim)),
        sim.status(),
        operatorStatus,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        sim.label(),
        Optional.empty(),
        Optional.of(sim.activatedAt()),
        details);
  }
}
