// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.simplane.lifecycle.MisbehavingPlatform.ACTIVE;
import static org.simplane.lifecycle.MisbehavingPlatform.SUSPENDED;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.JobState;
import org.simplane.lifecycle.MisbehavingOperator.Fault;
import org.simplane.operator.Pace;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/** Changes on an operator that answers one at a time. */
final class LifecycleTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  @AutoClose
  final House house =
      new House(database, List.of(new MisbehavingPlatform("misbehaving", 1))).start();

  final long organisation = house.organisation();
  final Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);

  private long sim() {
    return sims(1).getFirst();
  }

  private List<Long> sims(int count) {
    return house.sims(account, count, Optional.empty(), operator);
  }

  @Test
  void changesAStatusAndTellsSoInInventoryAuditAndOutbox() {
    long sim = sim();
    Job job =
        house.await(
            house.lifecycle.request(
                House.caller(organisation),
                new ChangeRequest(
                    "Suspend",
                    Target.one(sim, new Wish.ToStatus(SUSPENDED)),
                    Optional.of("not paid"),
                    Optional.of(new ChangeRequest.DialectReference("orange", "T-" + sim)))));
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(1);
    Subscription changed = house.subscriptions.find(Scope.of(organisation), sim).orElseThrow();
    assertThat(changed.standing().status()).isEqualTo(Status.SUSPENDED);
    assertThat(changed.standing().reason()).contains("not paid");
    assertThat(changed.standing().intended()).isEmpty();
    assertThat(operator.changesOf(changed.operatorKey())).isEqualTo(1);
    assertThat(auditOf(sim, "subscription.status")).isEqualTo(1);
    assertThat(eventsOf(sim, "subscription.status-changed")).isEqualTo(1);
    assertThat(
            house
                .jobs
                .byReference(Scope.of(organisation), "orange", "T-" + sim)
                .orElseThrow()
                .job())
        .isEqualTo(job.id());
  }

  @Test
  void answersAtOnceWithWhatIsIntended() {
    operator.gate = new CountDownLatch(1);
    long sim = sim();
    Job job = house.suspend(organisation, List.of(sim));
    Subscription asked = house.subscriptions.find(Scope.of(organisation), sim).orElseThrow();
    assertThat(asked.standing().status()).isEqualTo(Status.ACTIVE);
    assertThat(asked.standing().intended()).contains(Status.SUSPENDED);
    operator.gate.countDown();
    assertThat(house.await(job).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void isDoneWithoutACallWhereItStandsThereAlready() {
    long sim = sim();
    Job job =
        house.lifecycle.request(
            House.caller(organisation),
            ChangeRequest.of("Activate", Target.one(sim, new Wish.ToStatus(ACTIVE))));
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(operator.calls).isEmpty();
  }

  @Test
  void refusesAtOnceWhatTheTableDoesNotAllowForOneAndFailsTheItemForMany() {
    long sim = sim();
    Wish terminate = new Wish.ToStatus(StatusTarget.of(Status.TERMINATED));
    assertThatThrownBy(() ->
            house.lifecycle.request(
                House.caller(organisation),
                ChangeRequest.of("Terminate", Target.one(sim, terminate))))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    long other = sim();
    Job job =
        house.await(
            house.lifecycle.request(
                House.caller(organisation),
                ChangeRequest.of(
                    "Both",
                    new Target.Each(
                        List.of(
                            new Target.Wanted(sim, terminate),
                            new Target.Wanted(other, new Wish.ToStatus(SUSPENDED)))))));
    assertThat(job.done()).isEqualTo(1);
    assertThat(job.failed()).isEqualTo(1);
    assertThat(house.item(job).errorCode()).contains("NOT_ALLOWED");
  }

  @Test
  void findsOutThatALostAnswerTookEffectAndSendsNothingTwice() {
    operator.faults.add(Fault.LOST_AFTER_EFFECT);
    long sim = sim();
    Job job = house.await(house.suspend(organisation, List.of(sim)));
    assertThat(job.done()).isEqualTo(1);
    assertThat(house.status(organisation, sim)).isEqualTo(Status.SUSPENDED);
    assertThat(operator.changesOf(house.key(organisation, sim))).isEqualTo(1);
    assertThat(operator.reads.get()).isEqualTo(1);
  }

  @Test
  void sendsOnceMoreWhatTheOperatorStablyDoesNotShow() {
    operator.faults.add(Fault.LOST_BEFORE_EFFECT);
    long sim = sim();
    Job job = house.await(house.suspend(organisation, List.of(sim)));
    assertThat(job.done()).isEqualTo(1);
    assertThat(operator.changesOf(house.key(organisation, sim))).isEqualTo(2);
    assertThat(operator.reads.get()).isEqualTo(2);
  }

  @Test
  void givesUpWhenTheSecondTimeIsLostTooAndHasNoEffect() {
    operator.faults.add(Fault.LOST_BEFORE_EFFECT);
    operator.faults.add(Fault.INTERNAL_ERROR);
    long sim = sim();
    Job job = house.await(house.suspend(organisation, List.of(sim)));
    assertThat(job.failed()).isEqualTo(1);
    assertThat(house.item(job).errorCode()).contains("NOT_REACHED");
    assertThat(operator.changesOf(house.key(organisation, sim))).isEqualTo(2);
    Subscription left = house.subscriptions.find(Scope.of(organisation), sim).orElseThrow();
    assertThat(left.standing().intended()).isEmpty();
  }

  @Test
  void failsWithTheOperatorsWords() {
    operator.faults.add(Fault.NO);
    long sim = sim();
    Job job = house.await(house.suspend(organisation, List.of(sim)));
    assertThat(house.item(job).errorCode()).contains("REFUSED");
    assertThat(house.item(job).error()).contains("The tariff forbids it");
    assertThat(eventsOf(sim, "subscription.change-failed")).isEqualTo(1);
    assertThat(house.status(organisation, sim)).isEqualTo(Status.ACTIVE);
  }

  @Test
  void followsWhatTheOperatorFinishesLater() {
    operator.faults.add(Fault.LATER);
    long sim = sim();
    Job job = house.suspend(organisation, List.of(sim));
    await().until(() -> house.item(job).state() == ItemState.WAITING);
    assertThat(house.status(organisation, sim)).isEqualTo(Status.ACTIVE);
    operator.finishPending();
    assertThat(house.await(job).done()).isEqualTo(1);
    assertThat(house.status(organisation, sim)).isEqualTo(Status.SUSPENDED);
  }

  @Test
  void waitsAsLongAsTheOperatorAsksAndSlowsNobodyElse() {
    try (MisbehavingOperator other = new MisbehavingOperator()) {
      Account unhindered = house.account(organisation, "misbehaving", other, Pace.UNLIMITED);
      operator.faults.add(Fault.TOO_MANY);
      List<Long> slow = sims(3);
      List<Long> quick = house.sims(unhindered, 3, Optional.empty(), other);
      Job slowed = house.suspend(organisation, slow);
      await().until(() -> operator.faults.isEmpty());
      Job unslowed = house.await(house.suspend(organisation, quick));
      assertThat(unslowed.done()).isEqualTo(3);
      assertThat(house.item(slowed).state()).isEqualTo(ItemState.QUEUED);
      assertThat(house.await(slowed).done()).isEqualTo(3);
      // Nothing but what was under way already came before the second was over.
      List<Long> calls = operator.calls;
      assertThat(calls.getLast() - calls.getFirst()).isGreaterThan(2_990_000_000L);
    }
  }

  @Test
  void doesTheWishesForOneSubscriptionInOrder() {
    long sim = sim();
    Job job =
        house.await(
            house.lifecycle.request(
                House.caller(organisation),
                ChangeRequest.of(
                    "To and fro",
                    new Target.Each(
                        List.of(
                            new Target.Wanted(sim, new Wish.ToStatus(SUSPENDED)),
                            new Target.Wanted(sim, new Wish.ToStatus(ACTIVE)),
                            new Target.Wanted(sim, new Wish.ToLabel("pump")),
                            new Target.Wanted(sim, new Wish.ToStatus(SUSPENDED)))))));
    assertThat(job.done()).isEqualTo(4);
    assertThat(operator.taken)
        .extracting(MisbehavingOperator.Taken::status)
        .containsExactly("SUSPENDED", "ACTIVE", "SUSPENDED");
    assertThat(house.subscriptions.find(Scope.of(organisation), sim).orElseThrow().label())
        .contains("pump");
  }

  @Test
  void callsOffWhatHasNotStartedAndLeavesTheRest() {
    operator.gate = new CountDownLatch(1);
    List<Long> sims = sims(10);
    Job job = house.suspend(organisation, sims);
    await().until(() -> operator.underWay.get() == House.CONFIG.parallel());
    Job cancelled = house.jobs.cancel(House.caller(organisation), job.id());
    assertThat(cancelled.cancelled()).isEqualTo(10 - House.CONFIG.parallel());
    operator.gate.countDown();
    Job over = house.await(job);
    assertThat(over.state()).isEqualTo(JobState.CANCELLED);
    assertThat(over.done()).isEqualTo(House.CONFIG.parallel());
    assertThat(auditOf(job.id(), "job.cancel")).isEqualTo(1);
    assertThat(operator.taken).hasSize(House.CONFIG.parallel());
    assertThat(sims)
        .allSatisfy(sim ->
            assertThat(
                    house
                        .subscriptions
                        .find(Scope.of(organisation), sim)
                        .orElseThrow()
                        .standing()
                        .intended())
                .isEmpty());
  }

  @Test
  void aStrangerSeesNothingAndChangesNothing() {
    long sim = sim();
    long stranger = house.organisation();
    assertThatThrownBy(() -> house.suspend(stranger, List.of(sim)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class));
    Job job = house.suspend(organisation, List.of(sim));
    assertThat(house.jobs.find(Scope.of(stranger), job.id())).isEmpty();
    assertThat(house.jobs.items(Scope.of(stranger), job.id(), 0, 10)).isEmpty();
    assertThatThrownBy(() -> house.jobs.cancel(House.caller(stranger), job.id()))
        .isInstanceOf(FailureException.class);
    assertThat(house.await(job).done()).isEqualTo(1);
  }

  @Test
  void previewsWithoutDoingAnything() {
    List<Long> sims = sims(3);
    house.await(house.suspend(organisation, List.of(sims.getFirst())));
    int calls = operator.calls.size();
    DryRun preview =
        house.lifecycle.preview(
            House.caller(organisation),
            ChangeRequest.of("Suspend", new Target.Same(sims, new Wish.ToStatus(SUSPENDED))));
    assertThat(preview).isEqualTo(new DryRun(3, 2, 1, 0, List.of()));
    assertThat(operator.calls).hasSize(calls);
  }

  private int auditOf(long subscription, String action) {
    return count("audit", "action", subscription, action);
  }

  private int eventsOf(long subscription, String kind) {
    return count("outbox", "kind", subscription, kind);
  }

  private int count(String table, String column, long subscription, String value) {
    return house.database.read(handle ->
        handle
            .createQuery(
                "select count(*) from %s where subject_id = :id and %s = :value"
                    .formatted(table, column))
            .bind("id", subscription)
            .bind("value", value)
            .mapTo(Integer.class)
            .one());
  }
}
