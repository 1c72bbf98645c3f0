// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Change;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.simulator.contract.Fleet;
import org.simplane.simulator.contract.FleetSim;
import org.simplane.simulator.contract.JdkOperatorHttp;
import org.simplane.simulator.contract.NceSimulator;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.json.JsonMapper;

/** What is peculiar to 1NCE's way of changing SIMs. */
final class NceChangesTest {

  private static final NceSimulator SIMULATOR = NceSimulator.start();
  private static final StatusTarget OFF = StatusTarget.of(Status.SUSPENDED);

  private final Operator operator =
      new NceOperatorPlatform()
          .open(
              SIMULATOR.settings(), new OperatorContext(new JdkOperatorHttp(), SIMULATOR.clock()));

  @BeforeEach
  void reset() {
    SIMULATOR.reset();
  }

  @AfterEach
  void close() {
    operator.close();
  }

  @Test
  void sendsManyInOneCall() {
    assertThat(control().change(changes(Fleet.ACTIVE, Fleet.LOCKED, Fleet.FRESH)))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Pending.class));
    assertThat(calls()).containsExactly("POST /management-api/v1/sims");
  }

  /** The refusal of a list does not say whom it is for. */
  @Test
  void sendsAListThatIsRefusedSimBySim() {
    expire(Fleet.LOCKED);
    assertThat(control().change(changes(Fleet.ACTIVE, Fleet.LOCKED)))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Outcome.Pending.class),
            second ->
                assertThat(second)
                    .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.cause().kind()).isEqualTo(Kind.REJECTED)));
    assertThat(calls()).hasSize(3);
  }

  @Test
  void givesUpOnAChangeThatIsNeverSeen() {
    Outcome.Pending<StatusTarget> pending = pending();
    SIMULATOR.reset(); // the platform has forgotten it
    SIMULATOR.pass(Duration.ofMinutes(5));
    assertThat(control().follow(pending.requestId())).isInstanceOf(Outcome.Pending.class);
    SIMULATOR.pass(Duration.ofMinutes(5));
    assertThat(control().follow(pending.requestId())).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void looksAgainWhenALookFails() {
    Outcome.Pending<StatusTarget> pending = pending();
    SIMULATOR.failNext(Fault.SERVER_ERROR);
    assertThat(control().follow(pending.requestId())).isInstanceOf(Outcome.Pending.class);
    SIMULATOR.pass(Duration.ofSeconds(5));
    assertThat(control().follow(pending.requestId())).isEqualTo(new Outcome.Done<>(OFF));
  }

  @Test
  void callsAChangeNotSentWhenTheLogInIsLost() {
    PlannedFault lost = PlannedFault.next(Fault.TIMEOUT_BEFORE_EFFECT, 1);
    SIMULATOR
        .platform()
        .fail(new PlannedFault(lost.fault(), 1, Optional.of("/oauth"), lost.delay()));
    assertThat(control().change(changes(Fleet.ACTIVE)))
        .singleElement()
        .isInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void refusesWithoutACallWhat1nceCannotDo() {
    StatusTarget gone = StatusTarget.of(Status.TERMINATED);
    List<Change<StatusTarget>> wish = List.of(new Change<>(1, SIMULATOR.ref(Fleet.ACTIVE), gone));
    assertThat(control().change(wish)).singleElement().isInstanceOf(Outcome.Refused.class);
    assertThat(control().follow("not a request of ours")).isInstanceOf(Outcome.Refused.class);
    assertThat(SIMULATOR.requests()).isEmpty();
  }

  @Test
  void wantsHttpsWhereverTheCallsLeaveTheMachine() {
    for (String url :
        List.of("http://api.example", "ftp://x", "nonsense", "https://a:b@x.example")) {
      Map<String, String> settings = Map.of("url", url, "username", "u", "password", "p");
      assertThatThrownBy(() ->
              new NceOperatorPlatform()
                  .open(settings, new OperatorContext(new JdkOperatorHttp(), SIMULATOR.clock())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'url'");
    }
  }

  private Outcome.Pending<StatusTarget> pending() {
    Outcome<StatusTarget> outcome = control().change(changes(Fleet.ACTIVE)).getFirst();
    if (outcome instanceof Outcome.Pending<StatusTarget> pending) {
      return pending;
    }
    throw new AssertionError("Not pending: " + outcome);
  }

  private List<Change<StatusTarget>> changes(FleetSim... sims) {
    return List.of(sims).stream()
        .map(sim -> new Change<>(sim.iccid().digits().hashCode(), SIMULATOR.ref(sim), OFF))
        .toList();
  }

  private static void expire(FleetSim sim) {
    SIMULATOR
        .platform()
        .put(
            sim.iccid().digits(),
            JsonMapper.shared().createObjectNode().put("expiry_date", "2026-01-01T00:00:00Z"));
  }

  private static List<String> calls() {
    return SIMULATOR.requests().stream()
        .filter(request -> !request.logIn())
        .map(request -> request.method() + " " + request.path())
        .toList();
  }

  private StatusControl control() {
    return operator.statusControl().orElseThrow();
  }
}
