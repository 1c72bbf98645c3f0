// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Account;
import org.simplane.db.TestDatabase;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Pace;
import org.simplane.operator.Service;

/** What comes about by itself, and what is barred. */
final class RulesTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  /** Plays the own network, to which the rules in the schema apply. */
  @AutoClose
  final House house =
      new House(
              database,
              List.of(new MisbehavingPlatform("own", 100)),
              House.CONFIG,
              Clock.systemUTC())
          .start();

  final Rules rules = new Rules(house.database, house.accounts, house.lifecycle, house.clock);
  final long organisation = house.organisation();
  final Account account = house.account(organisation, "own", operator, Pace.UNLIMITED);

  private Optional<BillingPhase> phase(long sim) {
    return house.subscriptions.find(Scope.of(organisation), sim).orElseThrow().standing().phase();
  }

  private void age(long sim, int days) {
    house.database.read(handle ->
        handle.execute(
            "update subscription set status_changed_at = now() - ? * interval '1 day' where id = ?",
            days,
            sim));
  }

  @Test
  void testEndsInSleepingAfterThirtyDaysAndSleepingInProductiveAfterHundredAndEighty() {
    List<Long> testing = house.sims(account, 2, Optional.of(BillingPhase.TEST), operator);
    List<Long> sleeping = house.sims(account, 2, Optional.of(BillingPhase.SLEEPING), operator);
    age(testing.get(0), 31);
    age(testing.get(1), 29);
    age(sleeping.get(0), 181);
    age(sleeping.get(1), 179);
    assertThat(rules.followClock()).isEqualTo(2);
    await().until(() -> phase(testing.get(0)).equals(Optional.of(BillingPhase.SLEEPING)));
    await().until(() -> phase(sleeping.get(0)).equals(Optional.of(BillingPhase.PRODUCTIVE)));
    assertThat(phase(testing.get(1))).contains(BillingPhase.TEST);
    assertThat(phase(sleeping.get(1))).contains(BillingPhase.SLEEPING);
    assertThat(rules.followClock()).isZero();
  }

  @Test
  void firstUsageWakesTheSleepingAndNobodyElse() {
    long sleeping = house.sims(account, 1, Optional.of(BillingPhase.SLEEPING), operator).getFirst();
    long testing = house.sims(account, 1, Optional.of(BillingPhase.TEST), operator).getFirst();
    house.database.useTransaction(
        transaction -> house.lifecycle.firstUsage(transaction, List.of(sleeping, testing)));
    house.database.useTransaction(
        transaction -> house.lifecycle.firstUsage(transaction, List.of(sleeping, testing)));
    await().until(() -> phase(sleeping).equals(Optional.of(BillingPhase.PRODUCTIVE)));
    assertThat(phase(testing)).contains(BillingPhase.TEST);
    assertThat(operator.changesOf(house.key(organisation, sleeping))).isEqualTo(1);
  }

  @Test
  void firstUsageOfASimThatIsJustBeingTransferredWakesItWhereItGoes() throws Exception {
    long sim = house.sims(account, 1, Optional.of(BillingPhase.SLEEPING), operator).getFirst();
    long other = house.organisation();
    try (ExecutorService usage = Executors.newSingleThreadExecutor()) {
      Future<?> woken =
          house.database.inTransaction(transaction -> {
            house.subscriptions.move(transaction, both(other), List.of(sim), other);
            Future<?> begun = usage.submit(() -> firstUsage(sim));
            await().until(() -> isAnyoneWaiting(transaction));
            return begun;
          });
      woken.get();
    }
    await()
        .until(() ->
            house
                .subscriptions
                .find(Scope.of(other), sim)
                .orElseThrow()
                .standing()
                .phase()
                .equals(Optional.of(BillingPhase.PRODUCTIVE)));
  }

  private void firstUsage(long sim) {
    house.database.useTransaction(
        transaction -> house.lifecycle.firstUsage(transaction, List.of(sim)));
  }

  private Caller both(long other) {
    return Caller.system("test", Scope.of(organisation, Set.of(organisation, other)));
  }

  private static boolean isAnyoneWaiting(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select exists (select from pg_locks where not granted)")
        .mapTo(Boolean.class)
        .one();
  }

  @Test
  void anAccountMayHaveRulesOfItsOwn() {
    long testing = house.sims(account, 1, Optional.of(BillingPhase.TEST), operator).getFirst();
    age(testing, 31);
    rules.replace(
        House.caller(organisation),
        account.id(),
        List.of(
            new Rule(
                MisbehavingPlatform.TEST,
                MisbehavingPlatform.PRODUCTIVE,
                OptionalInt.of(360),
                false)));
    assertThat(rules.followClock()).isZero();
    age(testing, 361);
    assertThat(rules.followClock()).isEqualTo(1);
    await().until(() -> phase(testing).equals(Optional.of(BillingPhase.PRODUCTIVE)));
    assertThat(rules.replace(House.caller(organisation), account.id(), List.of())).hasSize(2);
    assertThatThrownBy(() ->
            rules.replace(
                House.caller(organisation),
                account.id(),
                List.of(
                    new Rule(
                        MisbehavingPlatform.SLEEPING,
                        MisbehavingPlatform.TEST,
                        OptionalInt.of(1),
                        false))))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void liftingOneCauseLeavesTheOthersAndTheListenerHearsOfEachOnce() {
    List<String> heard = new ArrayList<>();
    Restrictions restrictions =
        new Restrictions(
            house.database,
            new RestrictionListener() {
              @Override
              public void restricted(Transaction transaction, Collection<Restriction> added) {
                added.forEach(one -> heard.add("+" + one.cause()));
              }

              @Override
              public void lifted(Transaction transaction, Collection<Restriction> lifted) {
                lifted.forEach(one -> heard.add("-" + one.cause()));
              }
            },
            house.audit,
            house.outbox,
            house.clock);
    long sim = house.sims(account, 1, Optional.empty(), operator).getFirst();
    Restriction quota = new Restriction(sim, Service.DATA, Restriction.Cause.QUOTA);
    Restriction administrator = new Restriction(sim, Service.DATA, Restriction.Cause.ADMINISTRATOR);
    house.database.useTransaction(transaction -> {
      restrictions.add(transaction, House.caller(organisation), List.of(quota, administrator));
      restrictions.add(transaction, House.caller(organisation), List.of(quota));
      restrictions.lift(transaction, House.caller(organisation), List.of(quota));
      restrictions.lift(transaction, House.caller(organisation), List.of(quota));
    });
    assertThat(restrictions.of(Scope.of(organisation), List.of(sim)))
        .isEqualTo(Map.of(sim, Set.of(administrator)));
    assertThat(heard).containsExactlyInAnyOrder("+QUOTA", "+ADMINISTRATOR", "-QUOTA");
    long stranger = house.organisation();
    assertThat(restrictions.of(Scope.of(stranger), List.of(sim))).isEmpty();
    house.database.useTransaction(transaction ->
        restrictions.lift(transaction, House.caller(stranger), List.of(administrator)));
    assertThat(restrictions.of(Scope.of(organisation), List.of(sim))).isNotEmpty();
  }
}
