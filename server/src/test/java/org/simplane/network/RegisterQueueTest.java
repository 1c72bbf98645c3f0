// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.Restriction.Cause;
import org.simplane.network.SubscriberRegister.Bar;
import org.simplane.network.SubscriberRegister.Command;
import org.simplane.network.SubscriberRegister.Provision;
import org.simplane.network.SubscriberRegister.State;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

final class RegisterQueueTest {

  private static final Optional<RegisterCommand.State> REFUSED =
      Optional.of(RegisterCommand.State.REFUSED);

  private final FakeRegister register = new FakeRegister();

  @AutoClose private final NetworkHouse house = new NetworkHouse(register);

  @Test
  void provisionsNewSimsOfTheOwnNetworkAlone() {
    house.add(house.account, 1, 3, Status.ACTIVE);
    house.add(house.account, 10, 1, Status.SUSPENDED);
    house.add(house.account(house.tenant.id(), "nce"), 20, 3, Status.ACTIVE);
    house.start();
    await().until(() -> house.waiting() == 0);
    assertThat(register.commandsFor(NetworkHouse.imsi(1)))
        .singleElement()
        .isInstanceOfSatisfying(
            Provision.class, told -> assertThat(told.state()).isEqualTo(State.PRODUCTIVE));
    assertThat(register.commandsFor(NetworkHouse.imsi(10)))
        .singleElement()
        .isInstanceOfSatisfying(
            Provision.class, told -> assertThat(told.state()).isEqualTo(State.SUSPENDED));
    assertThat(register.commandsFor(NetworkHouse.imsi(20))).isEmpty();
  }

  @Test
  void tellsWhatIsBarredUntilTheRegisterHears() {
    house.add(house.account, 1, 1, Status.ACTIVE);
    house.start();
    await().until(() -> house.waiting() == 0);
    register.fail(new OperatorException(OperatorException.Kind.TIMEOUT, "asleep"));
    restrict(true, Service.DATA, Cause.QUOTA);
    restrict(true, Service.DATA, Cause.ADMINISTRATOR);
    int calls = register.calls();
    await().until(() -> register.calls() > calls);
    register.heal();
    await().until(() -> house.waiting() == 0);
    assertThat(lastBar()).isEqualTo(Set.of(Service.DATA));

    restrict(false, Service.DATA, Cause.QUOTA);
    await().until(() -> house.waiting() == 0);
    assertThat(lastBar()).as("another cause is left").isEqualTo(Set.of(Service.DATA));
    restrict(false, Service.DATA, Cause.ADMINISTRATOR);
    await().until(() -> house.waiting() == 0);
    assertThat(lastBar()).isEmpty();
  }

  @Test
  void givesEveryCommandAHigherVersionThanThoseBefore() {
    house.add(house.account, 1, 1, Status.ACTIVE);
    house.start();
    for (int i = 0; i < 3; i++) {
      restrict(i % 2 == 0, Service.SMS, Cause.ADMINISTRATOR);
      await().until(() -> house.waiting() == 0);
    }
    List<Long> versions =
        register.commandsFor(NetworkHouse.imsi(1)).stream()
            .filter(Bar.class::isInstance)
            .map(command -> ((Bar) command).version())
            .toList();
    assertThat(versions).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void keepsARefusedCommandWithItsReason() {
    house.add(house.account, 9999, 1, Status.ACTIVE);
    house.add(house.account, 1, 1, Status.ACTIVE);
    house.start();
    await().until(() -> house.waiting() == 1);
    String error =
        house.database.read(handle ->
            handle
                .createQuery("select error from register_command where error is not null")
                .mapTo(String.class)
                .one());
    assertThat(error).startsWith("The register refused");
  }

  @Test
  void givesUpWhatIsRefusedAgainAndAgainUntilSomebodyAsks() {
    house.add(house.account, 9999, 1, Status.ACTIVE);
    house.start();
    RegisterCommands commands =
        new RegisterCommands(house.database, house.queue, house.audit, house.clock);
    for (int i = 1; i <= 6; i++) {
      int refused = i;
      await()
          .until(() ->
              commands.list(house.scope(), REFUSED, OptionalLong.empty(), 10).stream()
                  .anyMatch(command -> command.refusals() == refused));
      RegisterCommand command = commands.of(house.scope(), house.find(9999).id()).getFirst();
      assertThat(command.reason()).hasValueSatisfying(text -> assertThat(text).contains("refused"));
      assertThat(command.nextAt())
          .hasValueSatisfying(at -> assertThat(at).isAfter(house.clock.instant()));
      makeDue();
    }
    await()
        .until(() ->
            !commands
                .list(
                    house.scope(),
                    Optional.of(RegisterCommand.State.GIVEN_UP),
                    OptionalLong.empty(),
                    10)
                .isEmpty());
    int calls = register.calls();
    assertThat(commands.of(house.scope(), house.find(9999).id()))
        .singleElement()
        .satisfies(command -> {
          assertThat(command.nextAt()).isEmpty();
          assertThat(command.givenUpAt()).isPresent();
        });
    assertThat(commands.list(Scope.of(0), Optional.empty(), OptionalLong.empty(), 10)).isEmpty();
    assertThat(commands.retryRefused(Caller.system("stranger", Scope.of(0)))).isZero();

    assertThat(commands.retry(house.caller(house.tenant), house.find(9999))).isEqualTo(1);
    await().until(() -> register.calls() > calls);
    await()
        .until(() -> commands.of(house.scope(), house.find(9999).id()).getFirst().refusals() == 1);
  }

  private void makeDue() {
    house.database.useTransaction(transaction ->
        transaction
            .handle()
            .execute("update register_command set due_at = now() where given_up_at is null"));
    house.queue.wake();
  }

  private Set<Service> lastBar() {
    List<Command> told = register.commandsFor(NetworkHouse.imsi(1));
    return ((Bar) told.getLast()).services();
  }

  private void restrict(boolean barred, Service service, Cause cause) {
    List<Restriction> restriction = List.of(new Restriction(house.find(1).id(), service, cause));
    house.database.useTransaction(transaction -> {
      if (barred) {
        house.restrictions.add(transaction, house.caller(house.tenant), restriction);
      } else {
        house.restrictions.lift(transaction, house.caller(house.tenant), restriction);
      }
    });
  }
}
