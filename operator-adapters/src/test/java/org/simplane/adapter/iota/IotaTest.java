// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.adapter.OnAccount;
import org.simplane.operator.Change;
import org.simplane.operator.ConnectivityReports.ConnectivityReport;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.EventDetail;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Plmn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.ConnectionContract;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.ResetContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.contract.UsageContract;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.iota.IotaWire;
import tools.jackson.databind.node.ObjectNode;

final class IotaTest extends OnAccount
    implements InventoryContract,
        LogInContract,
        StatusControlContract,
        UsageContract,
        ConsumptionContract,
        ConnectionContract,
        ResetContract {

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          new IotaPlatform(),
          new IotaWire(),
          new BackendSimulator.Form(
              sim -> sim.imsi().digits(),
              IotaTest::reference,
              IotaTest::fields,
              status -> Answers.object().put("state", word(status)),
              IotaTest::expected,
              Map.of("portalUrl", "{url}", "pageSize", "100"),
              "",
              "password"));

  private static final StatusTarget OFF = StatusTarget.of(Status.SUSPENDED);
  private static final StatusTarget ON = StatusTarget.of(Status.ACTIVE);

  IotaTest() {
    super(ACCOUNT);
  }

  @Test
  void asksForManyInOneRequestAndReadsItsStateOnceForAll() {
    List<Outcome<StatusTarget>> asked = change(OFF, Fleet.ACTIVE, Fleet.LOCKED, Fleet.FRESH);
    account().pass(Duration.ofSeconds(5));
    for (Outcome<StatusTarget> one : asked) {
      assertThat(followed(one)).isEqualTo(new Outcome.Done<>(OFF));
    }
    assertThat(paths("state-changes")).hasSize(1);
    assertThat(paths("/subscriptions/requests/REQ")).hasSize(1);
  }

  /** The interwork description: a reactivation is of one subscription. */
  @Test
  void asksForEachAloneWhereTheRequestWasRefusedWhole() {
    simulator().put(Fleet.ACTIVE, Status.TERMINATED);
    List<Outcome<StatusTarget>> asked = change(ON, Fleet.ACTIVE, Fleet.SUSPENDED);
    account().pass(Duration.ofSeconds(5));
    assertThat(asked)
        .extracting(this::followed)
        .containsExactly(new Outcome.Done<>(ON), new Outcome.Done<>(ON));
    assertThat(paths("state-changes")).hasSize(3);
  }

  @Test
  void tellsWhyARequestCameToNothing() {
    simulator().put(Fleet.ACTIVE, Status.BLOCKED);
    Outcome<StatusTarget> asked = change(OFF, Fleet.ACTIVE).getFirst();
    account().pass(Duration.ofSeconds(5));
    assertThat(followed(asked))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.cause()).hasMessageContaining("blocked"));
  }

  /** The portal's address and its user are not everybody's to have. */
  @Test
  void readsTheSubscriptionWhereThereIsNoPortalToFollowARequestIn() {
    Map<String, String> settings = new HashMap<>(simulator().settings());
    settings.remove("portalUrl");
    followsByReading(settings);
    settings = new HashMap<>(simulator().settings());
    settings.put("portalPassword", "another");
    simulator().reset();
    followsByReading(settings);
  }

  private void followsByReading(Map<String, String> settings) {
    try (Operator without = account().open(settings)) {
      StatusControl control = without.statusControl().orElseThrow();
      Outcome<StatusTarget> asked =
          control.change(List.of(new Change<>(1, ref(Fleet.ACTIVE), OFF))).getFirst();
      String request = ((Outcome.Pending<StatusTarget>) asked).requestId();
      assertThat(control.follow(request)).isInstanceOf(Outcome.Pending.class);
      account().pass(Duration.ofSeconds(5));
      assertThat(control.follow(request)).isEqualTo(new Outcome.Done<>(OFF));
    }
  }

  @Test
  void givesUpARequestThatIsNeverCarriedOut() {
    StatusControl control = operator.statusControl().orElseThrow();
    long asked = Fleet.NOW.getEpochSecond();
    String lost =
        "REQ000000000000 " + ref(Fleet.ACTIVE).operatorKey() + " " + asked + " DEACTIVATED";
    assertThat(control.follow(lost)).isInstanceOf(Outcome.Pending.class);
    account().pass(Duration.ofHours(1));
    assertThat(control.follow(lost)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void knowsTheWordsOfTheSeedAndOthers() {
    assertThat(IotaStates.of("ACTIVE_NO_BILLING")).isEqualTo(Status.PENDING_ACTIVE);
    assertThat(IotaStates.of("DEACTIVATED_NO_BILLING")).isEqualTo(Status.PENDING_TERMINATE);
    assertThat(IotaStates.of("PAUSE")).isEqualTo(Status.SUSPENDED);
    assertThat(IotaStates.of("OPERATOR_BLOCKED")).isEqualTo(Status.BLOCKED);
    assertThat(IotaStates.of("TERMINATED_PENDING")).isEqualTo(Status.PENDING_TERMINATE);
  }

  @Test
  void tellsTheCellWhereTheOperatorDoes() throws OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    ConnectivityReport report =
        operator.connectivityReports().orElseThrow().report(ref(Fleet.ACTIVE));
    assertThat(report.state()).isEqualTo(OnlineState.ONLINE);
    assertThat(report.network()).contains(new Plmn("232", "03"));
    assertThat(report.detail()).containsEntry(EventDetail.CELL, "1177");
    assertThat(report.session().orElseThrow().apn()).contains("meter.example");
  }

  /** They are among what the search shows. */
  @Test
  void showsNoPinAndNoPuk() throws OperatorException {
    assertThat(operator.inventory().find(ref(Fleet.ACTIVE)).orElseThrow().toString())
        .contains("IoT Meter")
        .doesNotContain("12345678");
  }

  private List<Outcome<StatusTarget>> change(StatusTarget target, FleetSim... sims) {
    List<Change<StatusTarget>> changes =
        List.of(sims).stream().map(sim -> new Change<>(1, ref(sim), target)).toList();
    return operator.statusControl().orElseThrow().change(changes);
  }

  private Outcome<StatusTarget> followed(Outcome<StatusTarget> asked) {
    assertThat(asked).isInstanceOf(Outcome.Pending.class);
    return operator
        .statusControl()
        .orElseThrow()
        .follow(((Outcome.Pending<StatusTarget>) asked).requestId());
  }

  private List<String> paths(String part) {
    return simulator().requests().stream()
        .map(LedgerEntry::path)
        .filter(path -> path.contains(part))
        .toList();
  }

  static SubscriptionRef reference(FleetSim sim) {
    return new SubscriptionRef(sim.imsi().digits(), sim.iccid().digits());
  }

  static ObjectNode fields(FleetSim sim) {
    ObjectNode fields =
        Answers.object()
            .put("iccid", sim.iccid().digits())
            .put("msisdn", sim.msisdn().digits())
            .put("detectedImei", sim.imei().map(imei -> imei.digits()).orElse(""))
            .put("label", sim.label().orElse(""))
            .put("firstActivatedAt", sim.activatedAt().toString())
            .put("state", word(sim.status()));
    fields.putArray("ips").addObject().put("apnName", "meter.example").put("ip", sim.ipAddress());
    if (sim.equals(Fleet.ACTIVE)) {
      fields.put("monthlyData", Fleet.DATA_USED_IN_PERIOD);
      ObjectNode usage = fields.putObject("usage");
      Fleet.USED_DAYS_AGO.forEach(days ->
          usage
              .putObject(TODAY.minusDays(days).toString())
              .put("up", Fleet.BYTES_UP)
              .put("down", Fleet.BYTES_DOWN)
              .put("sent", Fleet.SMS_SENT)
              .put("received", Fleet.SMS_RECEIVED));
    }
    return fields;
  }

  private static Sim expected(FleetSim sim, String operatorStatus) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(
                        new DataConnectivity.Apn("meter.example", Optional.of(sim.ipAddress()))))),
            Optional.of("IoT Meter 100 MB"),
            Optional.of("Demo Meters"),
            Optional.empty(),
            Map.of(
                "enterprise", "40001234",
                "organizationId", "1.23.4",
                "operatorId", "23203",
                "installationDateAt", "2025-03-20T08:00:00Z",
                "simSpecificationType", "MFF2",
                "customFields.site", "Graz"));
    return sim.expectedWith(reference(sim), operatorStatus, details);
  }

  static String word(Status status) {
    return switch (status) {
      case PENDING_ACTIVE -> "ACTIVE_NO_BILLING";
      case ACTIVE -> "ACTIVE";
      case SUSPENDED -> "DEACTIVATED";
      case BLOCKED -> "OPERATOR_BLOCKED";
      case PENDING_TERMINATE -> "DEACTIVATED_NO_BILLING";
      case TERMINATED -> "TERMINATED";
      default -> throw new IllegalArgumentException("No word for " + status);
    };
  }
}
