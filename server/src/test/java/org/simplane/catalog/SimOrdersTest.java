// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;
import org.simplane.operator.Iccid;
import org.simplane.operator.Orders.Progress;
import org.simplane.simulator.contract.SettableClock;

/** Orders of SIMs at an operator that takes its time, forgets, or names SIMs that do not come. */
final class SimOrdersTest {

  private static final String ONE = "8988228066600000001";
  private static final String OTHER = "8988228066600000002";
  private static final Duration DAY = Duration.ofDays(1);

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = testDatabase.database();
  private final SimSeller operator = new SimSeller();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));

  @AutoClose
  private final OrderHouse house = new OrderHouse(database, "a", List.of(operator), clock);

  private final Organisation tenant = house.organisations.root("Tenant");
  private final Organisation customer = below("Customer");
  private long account;

  @BeforeEach
  void start() {
    account = house.seller(tenant);
    house.readProducts(tenant);
  }

  @Test
  void simsThatComeADayAndMoreAfterTheOrderAreWaitedForFromItsCompletionOn() {
    long order = order();
    pass(DAY.multipliedBy(3));
    completes(ONE, OTHER);
    pass(Duration.ofHours(2));
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    lists(ONE, OTHER);
    pass(Duration.ofHours(6));
    assertThat(find(order).state()).isEqualTo(Order.State.COMPLETED);
    assertThat(sims(order)).hasSize(2);
    assertThat(find(order).total().net()).isEqualTo(2_000);
  }

  @Test
  void simsThatNeverComeLeaveTheOrderToItsSellerWhoIsTold() {
    long order = order();
    completes(ONE, OTHER);
    pass(DAY.multipliedBy(3));
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    assertThat(find(order).elsewhere().orElseThrow().waits().orElseThrow())
        .contains("0 of the 2 SIMs")
        .contains("the seller may fulfil it");
    lists(ONE, OTHER);
    house.take(tenant.id(), account, operator.listed);
    pass(Duration.ofHours(2));
    assertThat(find(order).state()).as("they came after all").isEqualTo(Order.State.COMPLETED);
  }

  @Test
  void anOrderThatIsNotShownOnceIsFollowedOn() {
    long order = order();
    pass(DAY.multipliedBy(3));
    operator.forgets = true;
    pass(Duration.ofMinutes(30));
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    operator.forgets = false;
    pass(DAY);
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    operator.forgets = true;
    pass(DAY.multipliedBy(2));
    assertThat(find(order).state()).isEqualTo(Order.State.FAILED);
    assertThat(find(order).total().net()).as("nothing is invoiced").isZero();
  }

  @Test
  void whatCannotBeSentIsTriedForADayAndNoLonger() {
    operator.unreachable = Integer.MAX_VALUE;
    long order = order();
    pass(Duration.ofHours(23));
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    pass(Duration.ofHours(2));
    assertThat(find(order).state()).isEqualTo(Order.State.FAILED);
  }

  @Test
  void whatWaitedForAPausedAccountHasItsDayAfterwards() {
    house.accounts.pause(house.caller(tenant), account);
    long order = order();
    pass(DAY.multipliedBy(2));
    operator.unreachable = Integer.MAX_VALUE;
    house.accounts.resume(house.caller(tenant), account);
    pass(Duration.ofHours(1));
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    operator.unreachable = 0;
    pass(Duration.ofMinutes(10));
    assertThat(find(order).elsewhere().orElseThrow().placing()).isEqualTo(Order.Placing.PLACED);
  }

  @Test
  void anOrderWhoseAnswerWasLostIsLookedForSixTimesWithinAnHour() {
    operator.losesRequests = true;
    long order = order();
    pass(Duration.ofHours(1));
    assertThat(find(order).state()).isEqualTo(Order.State.FAILED);
    assertThat(operator.looks).isEqualTo(6);
  }

  @Test
  void whatIsNoIccidOrIsNamedTwiceKeepsNobodyWaiting() {
    long order = order();
    lists(ONE);
    completes(ONE, new Iccid(ONE).plusCheckDigit().digits(), "none");
    pass(Duration.ofMinutes(1));
    Order after = find(order);
    assertThat(after.state()).isEqualTo(Order.State.COMPLETED);
    assertThat(after.reason().orElseThrow()).contains("1 of 2 SIMs", "1 that it names");
    assertThat(after.total().net()).as("half of it").isEqualTo(1_000);
  }

  @Test
  void aLongListIsNotReadOverAndOver() {
    var _ = order();
    completes(ONE, OTHER);
    pass(DAY);
    assertThat(operator.lists).isBetween(5, 20);
  }

  @Test
  void simsThatAnotherOrganisationHasAreNotTakenFromIt() {
    Organisation sibling = below("Sibling");
    long order = order();
    lists(ONE, OTHER);
    house.take(tenant.id(), account, operator.listed);
    long given = house.sim(OTHER);
    database.useTransaction(transaction -> {
      var _ =
          house.subscriptions.move(transaction, house.caller(tenant), List.of(given), sibling.id());
    });
    completes(ONE, OTHER);
    pass(Duration.ofMinutes(1));
    assertThat(find(order).state()).isEqualTo(Order.State.COMPLETED);
    assertThat(find(order).reason().orElseThrow()).contains("other organisations have 1");
    assertThat(sims(order)).hasSize(1);
    assertThat(
            house
                .subscriptions
                .find(house.caller(tenant).scope(), given)
                .orElseThrow()
                .organisation())
        .isEqualTo(sibling.id());
  }

  @Test
  void theSellerEndsAnOrderThatHangsAndItsCustomerDoesNot() {
    long order = order();
    pass(Duration.ofMinutes(1));
    Orders orders = house.catalog.orders();
    assertThatThrownBy(() -> orders.cancel(caller(), order, Optional.of("Too late"), false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("was sent to the operator");
    assertThatThrownBy(() -> orders.cancel(house.caller(tenant), order, Optional.empty(), false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("reason");
    var _ = orders.cancel(house.caller(tenant), order, Optional.of("Declined there"), true);
    assertThat(find(order).state()).isEqualTo(Order.State.IN_PREPARATION);
    var _ = orders.cancel(house.caller(tenant), order, Optional.of("Declined there"), false);
    completes(ONE, OTHER);
    lists(ONE, OTHER);
    pass(DAY);
    assertThat(find(order).state()).isEqualTo(Order.State.CANCELLED);
    assertThat(find(order).reason()).contains("Declined there");
    assertThat(sims(order)).isEmpty();
  }

  @Test
  void theSellerFulfilsAnOrderThatHangsWithOtherSimsAndAReason() {
    long order = order();
    pass(Duration.ofMinutes(1));
    lists(ONE);
    house.take(tenant.id(), account, operator.listed);
    List<Long> one = List.of(house.sim(ONE));
    Orders orders = house.catalog.orders();
    assertThatThrownBy(
            () -> orders.fulfil(house.caller(tenant), order, one, Optional.empty(), false))
        .isInstanceOf(FailureException.class);
    var _ = orders.fulfil(house.caller(tenant), order, one, Optional.of("One was lost"), false);
    assertThat(find(order).state()).isEqualTo(Order.State.COMPLETED);
    assertThat(find(order).total().net()).isEqualTo(1_000);
    assertThat(sims(order)).hasSize(1);
  }

  @Test
  void anOperatorThatHangsIsAskedForTwoOrdersAtATimeAndKeepsNoOthersWaiting() {
    long another = house.seller(tenant, "Another");
    house.readProducts(tenant, another);
    Semaphore answers = new Semaphore(0);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Long> slow = Stream.generate(() -> order(account)).limit(3).toList();
    operator.beforeAnswer =
        order -> {
          if (slow.contains(order.orderId())) {
            most.accumulateAndGet(asked.incrementAndGet(), Math::max);
            answers.acquireUninterruptibly();
            asked.decrementAndGet();
          }
        };
    long other = order(another);
    house.catalog.start();
    try {
      await().until(() -> placing(other) == Order.Placing.PLACED);
      await().until(() -> asked.get() == 2);
      assertThat(slow).extracting(this::placing).contains(Order.Placing.OPEN);
    } finally {
      answers.release(slow.size());
    }
    await().until(() -> slow.stream().allMatch(one -> placing(one) == Order.Placing.PLACED));
    assertThat(most).hasValue(2);
  }

  private void completes(String... iccids) {
    operator.progress = Progress.COMPLETED;
    operator.iccids = List.of(iccids);
  }

  private void lists(String... iccids) {
    operator.listed.clear();
    for (String iccid : iccids) {
      operator.listed.add(SimSeller.sim(iccid));
    }
  }

  private Organisation below(String name) {
    return house.organisations.create(
        house.caller(tenant), new NewOrganisation(Optional.empty(), name, Optional.empty()));
  }

  private Caller caller() {
    return house.caller(customer);
  }

  private long order() {
    return house.orderSims(customer, 2);
  }

  private long order(long of) {
    return house.orderSims(customer, 2, of);
  }

  private Order.Placing placing(long order) {
    return find(order).elsewhere().orElseThrow().placing();
  }

  private Order find(long order) {
    return house.catalog.orders().find(caller().scope(), order).orElseThrow();
  }

  private List<Order.Sim> sims(long order) {
    return house.catalog.orders().sims(caller().scope(), order, OptionalLong.empty(), 10).items();
  }

  /** In steps that grow, as a node does what is due. */
  private void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    Duration step = Duration.ofSeconds(2);
    house.catalog.catchUp();
    while (clock.instant().isBefore(end)) {
      clock.pass(step);
      house.catalog.catchUp();
      step = step.compareTo(Duration.ofMinutes(20)) < 0 ? step.multipliedBy(2) : step;
    }
  }
}
