// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConnectionContract;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.ResetContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.iota.IotaWire;

/** The same platform over its SOAP service alone. */
final class IotaSoapTest extends OnAccount
    implements InventoryContract, StatusControlContract, ConnectionContract, ResetContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          new IotaPlatform(),
          new IotaWire(),
          new BackendSimulator.Form(
              sim -> sim.imsi().digits(),
              IotaTest::reference,
              IotaTest::fields,
              status -> Answers.object().put("state", IotaTest.word(status)),
              IotaSoapTest::expected,
              Map.of("api", "soap", "portalUrl", "{url}", "customerNo", "40001234"),
              "",
              "password"));

  IotaSoapTest() {
    super(ACCOUNT);
  }

  /** User name and password are in the envelope. */
  @Override
  public boolean showsCredentialsInHeaders() {
    return false;
  }

  @Test
  void needsThePortalsAddress() {
    Map<String, String> settings = new HashMap<>(simulator().settings());
    settings.remove("portalUrl");
    assertThatThrownBy(() -> account().open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("portalUrl");
    settings.put("api", "graphql");
    assertThatThrownBy(() -> account().open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api");
  }

  /** It shows no addresses and no times. */
  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.empty(),
                    List.of(),
                    Optional.of("Meters EU"),
                    List.of(new DataConnectivity.Apn("meter.example", Optional.empty())))),
            Optional.of("IoT Meter 100 MB"),
            Optional.empty(),
            Optional.empty(),
            Map.of("simResourceStatus", "Deployed"));
    return new Sim(
        IotaTest.reference(sim),
        sim.status(),
        operatorStatus,
        Optional.empty(),
        Optional.of(sim.iccid()),
        Optional.of(sim.imsi()),
        Optional.of(sim.msisdn()),
        sim.imei(),
        Optional.empty(),
        Optional.empty(),
        sim.label(),
        Optional.empty(),
        Optional.empty(),
        details);
  }
}
