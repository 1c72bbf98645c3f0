// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
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
