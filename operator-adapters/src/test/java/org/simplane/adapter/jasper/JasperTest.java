// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Change;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Operator;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.CharacteristicContract;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.jasper.JasperWire;
import tools.jackson.databind.node.ObjectNode;

final class JasperTest
    implements InventoryContract,
        StatusControlContract,
        CharacteristicContract,
        ConsumptionContract {

  private static final DateTimeFormatter DATES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  private static final TestAccount ACCOUNT =
      TestAccount.of(
          new JasperPlatform(),
          () ->
              BackendSimulator.start(
                  new JasperWire("jasper", "8999920"),
                  new BackendSimulator.Form(
                      sim -> sim.iccid().digits(),
                      JasperTest::fields,
                      status -> Answers.object().put("status", word(status)),
                      JasperTest::expected,
                      Map.of(),
                      "/rws/api/v1",
                      "apiKey")));

  private final Operator operator = ACCOUNT.open();

  @Override
  public TestAccount account() {
    return ACCOUNT;
  }

  @Override
  public Operator operator() {
    return operator;
  }

  @Override
  public String anotherValue(CharacteristicControl.Kind kind) {
    return "another " + kind;
  }

  /** Control Center may answer 202 instead of 200. */
  @Test
  void looksAgainWhereAChangeWasTakenButNotDone() {
    ((BackendSimulator) simulator()).set(Fleet.ACTIVE, Answers.object().put("slow", true));
    StatusControl control = operator.statusControl().orElseThrow();
    StatusTarget off = StatusTarget.of(Status.SUSPENDED);
    Outcome<StatusTarget> taken =
        control.change(List.of(new Change<>(1, ref(Fleet.ACTIVE), off))).getFirst();
    assertThat(taken).isInstanceOf(Outcome.Pending.class);
    String request = ((Outcome.Pending<StatusTarget>) taken).requestId();
    assertThat(control.follow(request)).isInstanceOf(Outcome.Pending.class);
    account().pass(Duration.ofSeconds(10));
    assertThat(control.follow(request)).isEqualTo(new Outcome.Done<>(off));
  }

  @Test
  void offersWhatTheTableGivesItsBackend() {
    Map<StatusTarget, ?> tmus = JasperStates.transitions("TMUS");
    assertThat(tmus.keySet())
        .extracting(StatusTarget::status)
        .containsExactlyInAnyOrder(Status.ACTIVE, Status.SUSPENDED, Status.PENDING_TERMINATE);
    assertThat(JasperStates.transitions("ATT")).isEqualTo(JasperStates.transitions("JASPER"));
  }

  private static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        Answers.object()
            .put("imsi", sim.imsi().digits())
            .put("msisdn", sim.msisdn().digits())
            .put("imei", sim.imei().map(imei -> imei.digits()).orElse(""))
            .put("deviceID", sim.label().orElse(""))
            .put("fixedIPAddress", sim.ipAddress())
            .put("dateActivated", DATES.format(sim.activatedAt()))
            .put("status", word(sim.status()));
    return sim.equals(Fleet.ACTIVE) ? fields.put("ctdData", Fleet.DATA_USED_IN_PERIOD) : fields;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.empty(), List.of(), Optional.of("Data LTE SMS"), List.of())),
            Optional.of("Global 1 GB"),
            Optional.of("Demo Rentals"),
            Optional.empty(),
            Map.of(
                "dateActivated", DATES.format(sim.activatedAt()),
                "dateAdded", "2025-01-10 09:00:00.000+0000",
                "dateUpdated", "2025-02-10 09:00:00.000+0000",
                "accountId", "100020620"));
    String key = sim.iccid().digits();
    return sim.expectedWith(new SubscriptionRef(key, key), operatorStatus, details);
  }

  private static String word(Status status) {
    return switch (status) {
      case INVENTORY -> "INVENTORY";
      case PENDING_ACTIVE -> "ACTIVATION_READY";
      case ACTIVE -> "ACTIVATED";
      case SUSPENDED -> "DEACTIVATED";
      case PENDING_TERMINATE -> "RETIRED";
      case TERMINATED -> "PURGED";
      default -> throw new IllegalArgumentException("No word for " + status);
    };
  }
}
