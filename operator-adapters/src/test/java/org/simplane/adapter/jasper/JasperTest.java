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
import org.simplane.adapter.OnAccount;
import org.simplane.operator.Change;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConnectivityReports.ConnectivityReport;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.EventDetail;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.operator.Plmn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.contract.BackendSimulator;
import org.simplane.simulator.contract.CharacteristicContract;
import org.simplane.simulator.contract.ConnectionContract;
import org.simplane.simulator.contract.ConsumptionContract;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.MessagingContract;
import org.simplane.simulator.contract.PushContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.jasper.JasperWire;
import tools.jackson.databind.node.ObjectNode;

final class JasperTest extends OnAccount
    implements InventoryContract,
        StatusControlContract,
        CharacteristicContract,
        ConsumptionContract,
        MessagingContract,
        ConnectionContract,
        PushContract {

  private static final DateTimeFormatter DATES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  private static final TestAccount ACCOUNT =
      BackendSimulator.account(
          new JasperPlatform(),
          new JasperWire("jasper", "8999920"),
          new BackendSimulator.Form(
              sim -> sim.iccid().digits(),
              JasperTest::fields,
              status -> Answers.object().put("status", word(status)),
              JasperTest::expected,
              Map.of("pushSecret", "kit-push-83hd"),
              "/rws/api/v1",
              "apiKey"));

  JasperTest() {
    super(ACCOUNT);
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

  /** A header has no place in the call. */
  @Override
  @Test
  public void keepsOctetsAndTheirHeader() throws OperatorException {
    MessageContent octets = new MessageContent(MessageCoding.EIGHT_BIT, "DEADBEEF", "");
    String id = ((Outcome.Done<String>) submit(octets)).value();
    assertThat(messaging().find(ref(Fleet.ACTIVE), id).orElseThrow().content()).isEqualTo(octets);
    assertThat(submit(new MessageContent(MessageCoding.EIGHT_BIT, "DEADBEEF", "050003CC0201")))
        .isInstanceOf(Outcome.Refused.class);
  }

  /** There is no call for it. */
  @Override
  @Test
  public void takesBackAMessageThatIsNotDelivered() {
    String id = ((Outcome.Done<String>) submit(text("Never mind"))).value();
    assertThat(messaging().cancel(ref(Fleet.ACTIVE), id)).isInstanceOf(Outcome.Refused.class);
  }

  /** Control Center's words have none for it. */
  @Override
  @Test
  public void letsAMessageExpire() throws OperatorException {
    String id = ((Outcome.Done<String>) submit(text("Only today"))).value();
    account().pass(Duration.ofHours(2));
    assertThat(messaging().find(ref(Fleet.ACTIVE), id).orElseThrow().state())
        .isEqualTo(MessageState.FAILED);
  }

  /** No automation rule tells it; a read does. */
  @Override
  @Test
  public void readsTheEndOfAMessageToADevice() throws OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    String id = simulator().submits(Fleet.ACTIVE, "Hello");
    account().pass(Duration.ofMinutes(1));
    assertThat(messaging().find(ref(Fleet.ACTIVE), id).orElseThrow().state())
        .isEqualTo(MessageState.DELIVERED);
  }

  @Test
  void asksForAMessageThatHasEndedNoMore() throws OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    simulator().submits(Fleet.ACTIVE, "Once");
    account().pass(Duration.ofMinutes(1));
    messaging().list(ref(Fleet.ACTIVE), Optional.empty());
    int before = simulator().requests().size();
    assertThat(messaging().list(ref(Fleet.ACTIVE), Optional.empty()).messages()).hasSize(1);
    assertThat(simulator().requests()).as("the search alone").hasSize(before + 1);
  }

  @Test
  void writesHowLongAMessageIsOfUse() {
    assertThat(JasperMessaging.validity(Duration.ofMinutes(1))).isZero();
    assertThat(JasperMessaging.validity(Duration.ofHours(1))).isEqualTo(11);
    assertThat(JasperMessaging.validity(Duration.ofHours(12))).isEqualTo(143);
    assertThat(JasperMessaging.validity(Duration.ofHours(24))).isEqualTo(167);
    assertThat(JasperMessaging.validity(Duration.ofDays(7))).isEqualTo(173);
    assertThat(JasperMessaging.validity(Duration.ofDays(999))).isEqualTo(255);
  }

  @Test
  void tellsWhereADeviceIsAsFarAsItsOperatorDoes() throws OperatorException {
    simulator().onAir(Fleet.ACTIVE, true);
    ConnectivityReport report =
        operator.connectivityReports().orElseThrow().report(ref(Fleet.ACTIVE));
    assertThat(report.network()).contains(new Plmn("310", "260"));
    assertThat(report.session().orElseThrow().ipAddress()).contains(Fleet.ACTIVE.ipAddress());
    assertThat(report.detail()).containsEntry(EventDetail.CELL, "20031");
  }

  private Messaging messaging() {
    return operator.messaging().orElseThrow();
  }

  private Outcome<String> submit(MessageContent content) {
    return messaging()
        .submit(
            ref(Fleet.ACTIVE),
            new OutgoingMessage(
                "1",
                new MessageSource("", MessageSource.Kind.NATIONAL),
                content,
                simulator().clock().instant().plus(Duration.ofHours(1))));
  }

  private static MessageContent text(String text) {
    return new MessageContent(MessageCoding.GSM_7, text, "");
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
    return sim.expectedByIccid(operatorStatus, details);
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
