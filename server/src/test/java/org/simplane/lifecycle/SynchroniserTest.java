// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.MissingSubscription;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.db.TestDatabase;
import org.simplane.job.Job;
import org.simplane.operator.Iccid;
import org.simplane.operator.Pace;
import org.simplane.operator.Status;

/** What operators show comes into the inventory, page by page. */
final class SynchroniserTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  @AutoClose
  final House house =
      new House(database, List.of(new MisbehavingPlatform("misbehaving", 1))).start();

  @AutoClose
  final Synchroniser synchroniser =
      house.synchroniser(ReadingConfig.USUAL.lookingEvery(Duration.ofMillis(50)));

  final long organisation = house.organisation();
  final Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);

  private Job pass() {
    Job begun = synchroniser.synchronise(House.caller(organisation), account.id());
    return house.await(begun);
  }

  @Test
  void takesOverWhatTheOperatorHasAndShowsItsProgressAsAJob() {
    synchroniser.start();
    for (int i = 0; i < 5; i++) {
      operator.put("89999010000000009%03d".formatted(i), i == 3 ? "SUSPENDED" : "ACTIVE");
    }
    Job job = pass();
    assertThat(job.done()).isEqualTo(5);
    assertThat(job.kind()).isEqualTo("synchronisation");
    assertThat(
            house
                .subscriptions
                .find(Scope.of(organisation), new Iccid("89999010000000009003"))
                .orElseThrow()
                .standing()
                .status())
        .isEqualTo(Status.SUSPENDED);
    assertThat(
            house
                .accounts
                .find(Scope.of(organisation), account.id())
                .orElseThrow()
                .synchronisedAt())
        .isPresent();
  }

  @Test
  void anAccountThatIsReadOnDemandIsReadForWhoeverWaitsAndNotTwiceForTheSame() {
    synchroniser.start();
    Instant since = house.clock.instant();
    operator.put("89999010000000009100", "ACTIVE");
    synchroniser.soon(account.id(), since);
    await().until(() -> isKnown("89999010000000009100"));
    await().until(() -> !isDue());
    synchroniser.soon(account.id(), since);
    assertThat(isDue()).as("it was read since").isFalse();
    operator.put("89999010000000009101", "ACTIVE");
    synchroniser.soon(account.id(), house.clock.instant());
    await().until(() -> isKnown("89999010000000009101"));
  }

  private boolean isKnown(String iccid) {
    return house.subscriptions.find(Scope.of(organisation), new Iccid(iccid)).isPresent();
  }

  private boolean isDue() {
    return house.database.read(handle ->
        handle
            .createQuery("select sync_due_at is not null from operator_account where id = :id")
            .bind("id", account.id())
            .mapTo(Boolean.class)
            .one());
  }

  @Test
  void notesAChangeThatHappenedElsewhereAsAnEvent() {
    synchroniser.start();
    long sim = house.sims(account, 1, Optional.empty(), operator).getFirst();
    operator.put(house.key(organisation, sim), "SUSPENDED");
    pass();
    assertThat(house.status(organisation, sim)).isEqualTo(Status.SUSPENDED);
    assertThat(events(sim, "subscription.status-changed")).isEqualTo(1);
  }

  @Test
  void doesNotOverwriteASimWhoseChangeIsUnderWay() {
    synchroniser.start();
    List<Long> sims = house.sims(account, 1, Optional.empty(), operator);
    operator.faults.add(MisbehavingOperator.Fault.LATER);
    Job change = house.suspend(organisation, sims);
    await().until(() -> !operator.pending.isEmpty());
    operator.put(house.key(organisation, sims.getFirst()), "ACTIVE/TEST");
    pass();
    assertThat(
            house
                .subscriptions
                .find(Scope.of(organisation), sims.getFirst())
                .orElseThrow()
                .standing()
                .phase())
        .isEmpty();
    operator.finishPending();
    assertThat(house.await(change).done()).isEqualTo(1);
    assertThat(house.status(organisation, sims.getFirst())).isEqualTo(Status.SUSPENDED);
  }

  @Test
  void notesWhoIsMissingAndForgetsItWhenTheyAreBack() {
    synchroniser.start();
    List<Long> sims = house.sims(account, 3, Optional.empty(), operator);
    String gone = house.key(organisation, sims.get(1));
    operator.statuses.remove(gone);
    pass();
    assertThat(synchroniser.missing(Scope.of(organisation), account.id(), 0, 10))
        .extracting(MissingSubscription::subscription)
        .containsExactly(sims.get(1));
    assertThat(house.subscriptions.find(Scope.of(organisation), sims.get(1))).isPresent();
    assertThat(events(sims.get(1), "subscription.missing-at-operator")).isEqualTo(1);
    operator.put(gone, "ACTIVE");
    pass();
    assertThat(synchroniser.missing(Scope.of(organisation), account.id(), 0, 10)).isEmpty();
  }

  @Test
  void goesOnWhereItStoodAfterARestart() {
    for (int i = 0; i < 6; i++) {
      operator.put("89999010000000008%03d".formatted(i), "ACTIVE");
    }
    operator.pageSize = 2;
    Job begun = synchroniser.synchronise(House.caller(organisation), account.id());
    // A node has read two pages and died; its lease has run out.
    house.database.read(handle ->
        handle.execute(
            "update operator_account set sync_from = '4', sync_started_at = now(), sync_leased_until = now() - interval '1 second' where id = ?",
            account.id()));
    synchroniser.start();
    Job over = house.await(begun);
    assertThat(over.done()).isEqualTo(2);
    assertThat(house.subscriptions.find(Scope.of(organisation), new Iccid("89999010000000008005")))
        .isPresent();
    assertThat(house.subscriptions.find(Scope.of(organisation), new Iccid("89999010000000008000")))
        .isEmpty();
  }

  @Test
  void canBeCalledOff() {
    operator.gate = new CountDownLatch(1);
    synchroniser.start();
    operator.put("89999010000000007000", "ACTIVE");
    Job begun = synchroniser.synchronise(House.caller(organisation), account.id());
    await().until(() -> operator.underWay.get() == 1);
    house.jobs.cancel(House.caller(organisation), begun.id());
    operator.gate.countDown();
    await()
        .until(() ->
            house.database.read(handle ->
                handle
                    .createQuery(
                        "select sync_job_id is null and sync_leased_until is null from operator_account where id = :id")
                    .bind("id", account.id())
                    .mapTo(Boolean.class)
                    .one()));
    assertThat(
            house
                .accounts
                .find(Scope.of(organisation), account.id())
                .orElseThrow()
                .synchronisedAt())
        .isEmpty();
  }

  private int events(long subscription, String kind) {
    return house.database.read(handle ->
        handle
            .createQuery("select count(*) from outbox where subject_id = :id and kind = :kind")
            .bind("id", subscription)
            .bind("kind", kind)
            .mapTo(Integer.class)
            .one());
  }
}
