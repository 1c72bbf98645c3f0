// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.db.TestDatabase;
import org.simplane.job.Claim;
import org.simplane.job.Job;
import org.simplane.operator.Pace;
import org.simplane.operator.Status;

/** Several nodes on one database share the work, and the limits. */
final class SeveralNodesTest {

  @AutoClose final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  private final SettableClock clock = new SettableClock();
  private final List<MisbehavingPlatform> one = List.of(new MisbehavingPlatform("misbehaving", 1));

  /** A clock that a test can put forward; otherwise it runs. */
  private static final class SettableClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead.get());
    }
  }

  @Test
  void shareOneJobAndDoNothingTwice() {
    try (House first = new House(database, one);
        House second = new House(database, one)) {
      long organisation = first.organisation();
      Account account = first.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
      List<Long> sims = first.sims(account, 300, Optional.empty(), operator);
      operator.answerAfter(2);
      Job job = first.suspend(organisation, sims);
      first.start();
      second.start();
      assertThat(first.await(job).done()).isEqualTo(300);
      Map<String, Long> perSim =
          operator.taken.stream()
              .collect(
                  Collectors.groupingBy(MisbehavingOperator.Taken::key, Collectors.counting()));
      assertThat(perSim).hasSize(300).allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
      assertThat(first.accounts.callCounts().get(account.id()).calls()).isPositive();
      assertThat(second.accounts.callCounts().get(account.id()).calls()).isPositive();
    }
  }

  @Test
  void neverExceedTheRateTogether() {
    try (House first = new House(database, one);
        House second = new House(database, one)) {
      long organisation = first.organisation();
      Account account = first.account(organisation, "misbehaving", operator, new Pace(40, 0));
      List<Long> sims = first.sims(account, 80, Optional.empty(), operator);
      Job job = first.suspend(organisation, sims);
      first.start();
      second.start();
      assertThat(first.await(job).done()).isEqualTo(80);
      List<Long> calls = operator.calls.stream().sorted().toList();
      assertThat(calls).hasSize(80);
      // 40 a second, and what a busy machine may shift between a node's clock and ours.
      for (int i = 0; i + 44 < calls.size(); i++) {
        assertThat(calls.get(i + 44) - calls.get(i)).isGreaterThan(1_000_000_000L);
      }
    }
  }

  @Test
  void neverExceedTheConcurrencyTogether() {
    try (House first = new House(database, one);
        House second = new House(database, one)) {
      long organisation = first.organisation();
      Account account = first.account(organisation, "misbehaving", operator, new Pace(0, 3));
      List<Long> sims = first.sims(account, 60, Optional.empty(), operator);
      operator.answerAfter(10);
      Job job = first.suspend(organisation, sims);
      first.start();
      second.start();
      assertThat(first.await(job).done()).isEqualTo(60);
      assertThat(operator.mostUnderWay.get()).isBetween(2, 3);
    }
  }

  @Test
  void goOnWithWhatAKilledNodeHadInHandWithoutSendingItTwice() {
    try (House first = new House(database, one, House.CONFIG, clock);
        House second = new House(database, one, House.CONFIG, clock)) {
      long organisation = first.organisation();
      Account account = first.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
      List<Long> sims = first.sims(account, 2, Optional.empty(), operator);
      String reached = first.key(organisation, sims.getFirst());
      Job job = first.suspend(organisation, sims);
      // The first node dies with both in hand: one had been sent, the other had not.
      Claim claim = first.queue.claim(account.id(), false, 10, House.CONFIG.lease());
      assertThat(claim.items()).hasSize(2);
      operator.put(reached, "SUSPENDED");
      second.start();
      assertThat(second.queue.claim(account.id(), false, 10, House.CONFIG.lease()).items())
          .isEmpty();
      clock.ahead.set(House.CONFIG.lease().plusSeconds(1));
      assertThat(second.await(job).done()).isEqualTo(2);
      assertThat(operator.changesOf(reached)).isZero();
      assertThat(operator.changesOf(second.key(organisation, sims.getLast()))).isEqualTo(1);
      assertThat(second.status(organisation, sims.getFirst())).isEqualTo(Status.SUSPENDED);
    }
  }

  @Test
  void aNodeThatWasTakenForDeadCannotWriteOverWhatAnotherFoundOut() {
    operator.gate = new CountDownLatch(1);
    try (House first = new House(database, one, House.CONFIG, clock)) {
      long organisation = first.organisation();
      Account account = first.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
      List<Long> sims = first.sims(account, 1, Optional.empty(), operator);
      Job job = first.suspend(organisation, sims);
      Claim stale = first.queue.claim(account.id(), false, 10, House.CONFIG.lease());
      clock.ahead.set(House.CONFIG.lease().plusSeconds(1));
      Claim fresh = first.queue.claim(account.id(), false, 10, House.CONFIG.lease());
      assertThat(fresh.items()).hasSize(1);
      first.database.useTransaction(
          transaction -> assertThat(first.queue.stillHeld(transaction, stale)).isEmpty());
      first.database.useTransaction(
          transaction -> assertThat(first.queue.stillHeld(transaction, fresh)).hasSize(1));
      assertThat(first.item(job).attempts()).isEqualTo(1);
      operator.gate.countDown();
    }
  }

  @Test
  void whatComesFreeBehindTheClaimsOfALargeJobDoesNotWaitForItsEnd() {
    try (House house = new House(database, one, House.CONFIG, clock)) {
      long organisation = house.organisation();
      Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
      List<Long> sims = house.sims(account, 300, Optional.empty(), operator);
      house.suspend(organisation, sims);
      long lost = next(house, account);
      clock.ahead.set(House.CONFIG.lease().plusSeconds(1));
      AtomicInteger others = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> next(house, account) == lost || others.incrementAndGet() == sims.size());
      assertThat(others).hasValueBetween(1, sims.size() / 2);
    }
  }

  private static long next(House house, Account account) {
    return house
        .queue
        .claim(account.id(), true, 1, House.CONFIG.lease())
        .items()
        .getFirst()
        .subscription();
  }

  @Test
  void aChangeOfOneSimDoesNotWaitBehindALargeJob() {
    try (House house = new House(database, one)) {
      long organisation = house.organisation();
      Account account = house.account(organisation, "misbehaving", operator, new Pace(50, 2));
      List<Long> many = house.sims(account, 200, Optional.empty(), operator);
      long single = house.sims(account, 1, Optional.empty(), operator).getFirst();
      Job large = house.suspend(organisation, many);
      house.start();
      await().until(() -> operator.taken.size() > 5);
      Job small = house.await(house.suspend(organisation, List.of(single)));
      assertThat(small.done()).isEqualTo(1);
      assertThat(house.jobs.find(Scope.of(organisation), large.id()))
          .get()
          .extracting((Function<Job, Integer>) Job::done)
          .satisfies(done -> assertThat(done).isLessThan(150));
    }
  }
}
