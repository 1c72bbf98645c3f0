// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.simplane.db.Database;
import org.simplane.network.SubscriberRegister.Answer;
import org.simplane.network.SubscriberRegister.Command;
import org.simplane.network.SubscriberRegister.Entry;
import org.simplane.network.SubscriberRegister.Provision;
import org.simplane.network.SubscriberRegister.State;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Inventory;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;

/** The own network as an operator: what a change is done by is the register's acknowledgement. */
final class OwnOperator implements Operator {

  private final Database database;
  private final SubscriberRegister register;

  OwnOperator(Database database, SubscriberRegister register) {
    this.database = database;
    this.register = register;
  }

  @Override
  public void check() throws OperatorException {
    var _ = register.carryOut(List.of());
  }

  @Override
  public Inventory inventory() {
    return new RegisterInventory(register);
  }

  @Override
  public Optional<StatusControl> statusControl() {
    return Optional.of(new Provisioning(database, register));
  }

  /** The lock is Simplane's own: the network only reports devices, see {@code DeviceWatch}. */
  @Override
  public Optional<Changes<Boolean>> imeiLocks() {
    return Optional.of(new Locks());
  }

  @Override
  public Optional<Changes<Reset>> resets() {
    return Optional.of(new Disconnects(register));
  }

  /** The network looks for the device: the register pages it. */
  @Override
  public Optional<ConnectivityReports> connectivityReports() {
    return Optional.of(new Paging(register));
  }

  @Override
  public void close() {
    // The register is the process's, not the account's.
  }

  /**
   * The register reads by the operator's key, which is the IMSI, or the ICCID where no IMSI is
   * known.
   */
  private record RegisterInventory(SubscriberRegister register) implements Inventory {

    @Override
    public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
      return register.find(ref.operatorKey()).map(entry -> sim(ref, entry));
    }

    /**
     * Empty: the list of own SIMs is Simplane's inventory, and there is nothing to be read
     * elsewhere.
     */
    @Override
    public SimPage list(Optional<String> from) {
      return new SimPage(List.of(), Optional.empty(), Optional.empty());
    }

    private static Sim sim(SubscriptionRef ref, Entry entry) {
      Optional<StatusTarget> standing = entry.state().map(OwnStates::target);
      return new Sim(
          ref,
          standing.map(StatusTarget::status).orElse(Status.UNKNOWN),
          entry.word(),
          standing.flatMap(StatusTarget::phase),
          identifier(entry.iccid(), Iccid::of),
          identifier(entry.imsi(), Imsi::of),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private static <T> Optional<T> identifier(String text, Function<String, T> reader) {
      return Optional.of(text).filter(given -> !given.isEmpty()).map(reader);
    }
  }

  private record Provisioning(Database database, SubscriberRegister register)
      implements StatusControl {

    @Override
    public Map<StatusTarget, Set<StatusTarget>> transitions() {
      return OwnStates.TRANSITIONS;
    }

    @Override
    public int maximumBatch() {
      return SubscriberRegister.MOST_COMMANDS;
    }

    @Override
    public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> changes) {
      List<Command> commands = new ArrayList<>(changes.size());
      List<State> states = new ArrayList<>(changes.size());
      List<Long> versions = database.read(handle -> RegisterStore.versions(handle, changes.size()));
      for (int i = 0; i < changes.size(); i++) {
        StatusTarget target = changes.get(i).target();
        State state = OwnStates.state(target.status(), target.phase()).orElse(State.SUSPENDED);
        states.add(state);
        commands.add(
            new Provision(changes.get(i).subscription().operatorKey(), versions.get(i), state));
      }
      try {
        return outcomes(states, register.carryOut(commands));
      } catch (OperatorException e) {
        return changes.stream().map(_ -> Outcome.<StatusTarget>failed(e)).toList();
      }
    }

    private static List<Outcome<StatusTarget>> outcomes(List<State> states, List<Answer> answers) {
      List<Outcome<StatusTarget>> outcomes = new ArrayList<>(answers.size());
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i);
        outcomes.add(
            answer.done()
                ? new Outcome.Done<>(OwnStates.target(states.get(i)))
                : new Outcome.Refused<>(refused(answer)));
      }
      return outcomes;
    }

    @Override
    public Outcome<StatusTarget> follow(String requestId) {
      return neverPending(requestId);
    }
  }

  private record Locks() implements Changes<Boolean> {

    @Override
    public int maximumBatch() {
      return SubscriberRegister.MOST_COMMANDS;
    }

    @Override
    public List<Outcome<Boolean>> change(List<Change<Boolean>> changes) {
      return changes.stream()
          .<Outcome<Boolean>>map(change -> new Outcome.Done<>(change.target()))
          .toList();
    }

    @Override
    public Outcome<Boolean> follow(String requestId) {
      return neverPending(requestId);
    }
  }

  /** The device is disconnected, and attaches again by itself. */
  private record Disconnects(SubscriberRegister register) implements Changes<Reset> {

    @Override
    public int maximumBatch() {
      return SubscriberRegister.MOST_COMMANDS;
    }

    @Override
    public List<Outcome<Reset>> change(List<Change<Reset>> changes) {
      List<Answer> answers;
      try {
        answers =
            register.carryOut(
                changes.stream()
                    .<Command>map(change ->
                        new SubscriberRegister.Disconnect(change.subscription().operatorKey()))
                    .toList());
      } catch (OperatorException e) {
        return changes.stream().map(_ -> Outcome.<Reset>failed(e)).toList();
      }
      List<Outcome<Reset>> outcomes = new ArrayList<>(answers.size());
      for (int i = 0; i < answers.size(); i++) {
        outcomes.add(
            answers.get(i).done()
                ? new Outcome.Done<>(changes.get(i).target())
                : new Outcome.Refused<>(refused(answers.get(i))));
      }
      return outcomes;
    }

    @Override
    public Outcome<Reset> follow(String requestId) {
      return neverPending(requestId);
    }
  }

  private record Paging(SubscriberRegister register) implements ConnectivityReports {

    @Override
    public ConnectivityReport report(SubscriptionRef ref) throws OperatorException {
      Answer answer =
          register.carryOut(List.of(new SubscriberRegister.Page(ref.operatorKey()))).getFirst();
      if (!answer.done()) {
        throw refused(answer);
      }
      OnlineState state =
          Arrays.stream(OnlineState.values())
              .filter(known -> known.name().equals(answer.message()))
              .findFirst()
              .orElseThrow(() ->
                  new OperatorException(
                      Kind.MALFORMED_REPLY,
                      "The register answered a page with '" + answer.message() + "'"));
      return ConnectivityReport.of(state, answer.message());
    }
  }

  private static OperatorException refused(Answer answer) {
    return new OperatorException(
        Kind.REJECTED, "The subscriber register refused: " + answer.message());
  }

  private static <T> Outcome<T> neverPending(String requestId) {
    return Outcome.failed(
        new OperatorException(
            Kind.NOT_FOUND, "The own network has no request '" + requestId + "'"));
  }
}
