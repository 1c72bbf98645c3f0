// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.tmsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.CharacteristicContract;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.tmsp.TmspWire;
import tools.jackson.databind.node.ObjectNode;

final class TmspTest extends OnAccount
    implements InventoryContract,
        LogInContract,
        StatusControlContract,
        CharacteristicContract,
        ConsumptionContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          Tmsp.platform(),
          new TmspWire(),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              TmspTest::fields,
              TmspTest::state,
              TmspTest::expected,
              Map.of("partnerId", "4711")));

  TmspTest() {
    super(ACCOUNT);
  }

  @Override
  public String anotherValue(CharacteristicControl.Kind kind) {
    return switch (kind) {
      case SERVICE_PLAN -> "M2M Rail 5 GB";
      case CUSTOMER -> "Demo Tramways";
      case SIM_PROFILE -> "Home only";
      case COMMUNICATION_PLAN -> throw new IllegalArgumentException("Not ordered at the portal");
    };
  }

  @Test
  void tellsCellularAndSatelliteTrafficApart() throws OperatorException {
    SubscriptionRef both =
        operator.inventory().list(Optional.empty()).sims().stream()
            .map(Sim::ref)
            .filter(ref -> ref.operatorKey().endsWith("10"))
            .findFirst()
            .orElseThrow();
    List<Consumption> data =
        operator.consumptionReports().orElseThrow().current(both).stream()
            .filter(counted -> counted.counted() == Counted.DATA)
            .toList();
    assertThat(data)
        .extracting(Consumption::level)
        .containsExactlyInAnyOrder(Level.GLOBAL, Level.CELLULAR, Level.SATELLITE);
    long sum =
        data.stream().filter(c -> c.level() != Level.GLOBAL).mapToLong(Consumption::used).sum();
    assertThat(data)
        .filteredOn(c -> c.level() == Level.GLOBAL)
        .singleElement()
        .extracting(Consumption::used)
        .isEqualTo(sum);
  }

  @Test
  void followsAContractThatAnAccountCorrects() throws OperatorException {
    Map<String, String> settings = new HashMap<>(simulator().settings());
    settings.put("contract", "{\"fields\": {\"label\": \"/tariff\"}}");
    try (Operator corrected = account().open(settings)) {
      assertThat(corrected.inventory().find(ref(Fleet.ACTIVE)).orElseThrow().label())
          .contains("M2M Rail 1 GB");
    }
    settings.put("contract", "{\"fields\": {\"colour\": \"/tariff\"}}");
    assertThatThrownBy(() -> account().open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contract")
        .hasMessageContaining("colour");
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields = BackendSimulator.fields(sim, "customLabel", "ipAddress", "activationDate");
    fields.setAll(state(sim.status()));
    return sim.equals(Fleet.ACTIVE)
        ? fields.put("usedKb", Fleet.DATA_USED_IN_PERIOD / 1024)
        : fields;
  }

  private static ObjectNode state(Status status) {
    String word =
        switch (status) {
          case ACTIVE -> "Productive";
          case SUSPENDED -> "Suspended";
          case BLOCKED -> "Blocked(by operator)";
          case TERMINATED -> "Terminated";
          default -> throw new IllegalArgumentException("Not needed: " + status);
        };
    return Answers.object().put("status", word);
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.of("Telekom Deutschland"),
                    List.of("LTE", "LTE-M"),
                    Optional.of("RAIL"),
                    List.of(new Apn("rail.example", Optional.of("10.8.0.1"))))),
            Optional.of("M2M Rail 1 GB"),
            Optional.of("Demo Railways"),
            Optional.empty(),
            Map.of("simProfile", "Roaming EU", "simType", "4FF"));
    return sim.expectedByIccid(operatorStatus, details);
  }
}
