// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.ReadingConfig;
import org.simplane.account.ReadingProgress;
import org.simplane.account.Synchroniser;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.job.Job;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.OperatorException;

/** What an operator's list does not show is read one by one, kept, and read again. */
final class DetailsReaderTest {

  private static final AtomicLong ICCIDS = new AtomicLong(1);

  @AutoClose static final TestDatabase database = TestDatabase.create();

  final TellingPlatform operator = new TellingPlatform();

  @AutoClose
  final House house =
      new House(database, List.of(operator, new MisbehavingPlatform("misbehaving", 1))).start();

  final long organisation = house.organisation();
  final Scope scope = Scope.of(organisation);
  final Account account = house.telling(organisation, Duration.ofHours(1));

  private Synchroniser synchroniser(Duration age) {
    return synchroniser(new ReadingConfig(age, Duration.ofDays(1), Duration.ofMillis(50)));
  }

  private Synchroniser synchroniser(ReadingConfig config) {
    Synchroniser synchroniser = house.synchroniser(config);
    synchroniser.start();
    return synchroniser;
  }

  @Test
  void aFirstSynchronisationReadsEachOnceAndShowsItAsAJob() {
    List<String> iccids = sims(120);
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> details().size() == 120);
      await().until(() -> job().map(Job::isOver).orElse(false));
    }
    assertThat(job().orElseThrow())
        .satisfies(job -> {
          assertThat(job.done()).isEqualTo(120);
          assertThat(job.title()).isEqualTo("Details of 'Account'");
        });
    assertThat(operator.reads).hasSize(120).containsOnlyKeys(iccids);
    assertThat(operator.reads.values()).containsOnly(1);
    assertThat(found("Customer 7")).hasSize(1);
  }

  @Test
  void afterARestartItGoesOnWhereItWasWithTheSameJob() {
    sims(120);
    operator.readsLeft.set(60);
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> operator.readsLeft.get() < 0);
      await().until(() -> details().size() == 60);
    }
    Job begun = job().orElseThrow();
    assertThat(begun.done()).isEqualTo(60);
    assertThat(begun.total()).isEqualTo(120);
    operator.readsLeft.set(Integer.MAX_VALUE);
    house.database.read(handle ->
        handle.execute(
            "update operator_account set details_due_at = null, details_leased_until = null where id = ?",
            account.id()));
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> details().size() == 120);
      await().until(() -> job().map(Job::isOver).orElse(false));
    }
    assertThat(job().orElseThrow().id()).isEqualTo(begun.id());
    assertThat(job().orElseThrow().done()).isEqualTo(120);
    assertThat(operator.reads.values()).containsOnly(1);
  }

  @Test
  void aNodeThatWasKilledTakesUpAtItsNextStartWhatItHeld() {
    sims(3);
    house.database.read(handle ->
        handle.execute(
            "update operator_account set details_leased_until = now() + interval '1 hour', details_leased_by = 'one',"
                + " sync_leased_until = now() + interval '1 hour', sync_leased_by = 'one' where id = ?",
            account.id()));
    ReadingConfig reading =
        new ReadingConfig(Duration.ofDays(1), Duration.ofDays(1), Duration.ofMillis(50));
    try (Synchroniser _ = synchroniser(reading.on("other"))) {
      await().during(Duration.ofMillis(300)).until(() -> operator.reads.isEmpty());
    }
    try (Synchroniser _ = synchroniser(reading.on("one"))) {
      await().until(() -> details().size() == 3);
    }
  }

  @Test
  void aFirstListIsReadBeforeAnythingElse() {
    sims(70);
    operator.furtherPages = new CountDownLatch(1);
    try (Synchroniser synchroniser = synchroniser(Duration.ofDays(1))) {
      await()
          .until(() -> progress(synchroniser).list().map(list -> list.done() == 50).orElse(false));
      await().during(Duration.ofMillis(300)).until(() -> operator.reads.isEmpty());
      assertThat(progress(synchroniser).phase()).isEqualTo(ReadingProgress.Phase.LISTING);
      operator.furtherPages.countDown();
      await().until(() -> details().size() == 70);
      await().until(() -> progress(synchroniser).phase() == ReadingProgress.Phase.DONE);
      assertThat(progress(synchroniser).list().orElseThrow().done()).isEqualTo(70);
    } finally {
      operator.furtherPages.countDown();
    }
  }

  private ReadingProgress progress(Synchroniser synchroniser) {
    return synchroniser.progress(scope, account.id()).orElseThrow();
  }

  @Test
  void theJobStaysOpenWhileTheListMayShowMore() {
    synchronise();
    sims(70);
    operator.furtherPages = new CountDownLatch(1);
    passAgain();
    try (Synchroniser _ =
        synchroniser(new ReadingConfig(Duration.ofDays(1), Duration.ZERO, Duration.ofMillis(50)))) {
      await().until(() -> details().size() == 50);
      long begun = job().orElseThrow().id();
      await()
          .during(Duration.ofMillis(200))
          .until(() -> job().map(job -> job.done() == 50 && !job.isOver()).orElse(false));
      operator.furtherPages.countDown();
      await().until(() -> job().map(Job::isOver).orElse(false));
      assertThat(job().orElseThrow())
          .satisfies(job -> {
            assertThat(job.id()).isEqualTo(begun);
            assertThat(job.done()).isEqualTo(70);
          });
    } finally {
      operator.furtherPages.countDown();
    }
  }

  @Test
  void whatCannotBeReadHindersNoOther() {
    List<String> iccids = sims(40);
    operator.odd.put(iccids.get(3), OperatorException.Kind.MALFORMED_REPLY);
    operator.odd.put(iccids.get(7), OperatorException.Kind.OPERATOR_FAULT);
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> details().size() == 38);
      await().until(() -> job().map(Job::isOver).orElse(false));
    }
    assertThat(operator.reads.get(iccids.get(3))).isEqualTo(1);
  }

  @Test
  void oldDetailsAreReadAgainAndAChangeIsTold() {
    List<String> iccids = sims(3);
    try (Synchroniser _ = synchroniser(Duration.ofMillis(300))) {
      await().until(() -> details().size() == 3);
      operator.put(iccids.get(1), "Other customer");
      await().until(() -> found("Other customer").size() == 1);
    }
    long changed = found("Other customer").getFirst().id();
    assertThat(bodies(changed))
        .singleElement()
        .asString()
        .contains("\"after\"", "Other customer", "\"before\"", "Customer 1");
    assertThat(audited(changed)).isEqualTo(1);
  }

  @Test
  void betweenWholeListsOnlyWhatHasChangedIsAskedFor() {
    List<String> iccids = sims(60);
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> details().size() == 60);
      await().until(() -> synchronised());
      int lists = operator.lists.get();
      assertThat(operator.since).isEmpty();
      // Out of reach of the overlap of two readings.
      operator.sims.replaceAll((_, kept) ->
          new TellingPlatform.Kept(
              kept.customer(), kept.imei(), Instant.now().minus(Duration.ofHours(1))));
      operator.put(iccids.get(5), "Moved");
      passAgain();
      await().until(() -> found("Moved").size() == 1);
      assertThat(operator.lists.get()).isEqualTo(lists);
      assertThat(operator.since).isNotEmpty();
      assertThat(operator.readsOfAll()).isEqualTo(61);
      // A whole one when somebody asks.
      Job asked = synchronise();
      assertThat(asked.done()).isEqualTo(60);
      assertThat(operator.lists.get()).isEqualTo(lists + 2);
    }
  }

  @Test
  void aCharacteristicIsChangedThroughTheOperatorAndLeavesItsTrail() {
    long sim = first();
    Job job = house.await(ask(sim, Kind.CUSTOMER, "New customer"));
    assertThat(job.done()).isEqualTo(1);
    assertThat(operator.sims.values())
        .extracting(TellingPlatform.Kept::customer)
        .containsExactly("New customer");
    assertThat(details().get(sim).details().customer()).contains("New customer");
    assertThat(found("New customer")).hasSize(1);
    assertThat(found("Customer 0")).isEmpty();
    assertThat(events(sim, "subscription.characteristic-changed")).isEqualTo(1);
    house.await(ask(sim, Kind.CUSTOMER, "New customer"));
    assertThat(operator.changes.get()).as("what is so already is not sent").isEqualTo(1);
  }

  @Test
  void aLostAnswerIsFoundOutByReadingAndNeverSentTwiceBlindly() {
    long sim = first();
    operator.lost.add(true);
    assertThat(house.await(ask(sim, Kind.CUSTOMER, "New customer")).done()).isEqualTo(1);
    assertThat(operator.changes.get()).isEqualTo(1);
    operator.lost.add(false);
    assertThat(house.await(ask(sim, Kind.CUSTOMER, "Newest")).done()).isEqualTo(1);
    assertThat(operator.changes.get()).isEqualTo(3);
    assertThat(details().get(sim).details().customer()).contains("Newest");
  }

  @Test
  void whatTheOperatorDoesNotLetBeChangedIsRefused() {
    long sim = first();
    assertThatThrownBy(() -> ask(sim, Kind.SIM_PROFILE, "7"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.NotSupported.class));
    assertThat(operator.changes.get()).isZero();
  }

  private long first() {
    sims(1);
    try (Synchroniser _ = synchroniser(Duration.ofDays(1))) {
      await().until(() -> details().size() == 1);
    }
    return details().keySet().iterator().next();
  }

  private Job ask(long sim, Kind kind, String value) {
    return house.lifecycle.request(
        House.caller(organisation),
        ChangeRequest.of(
            "Change", Target.one(sim, new Wish.ToCharacteristic(new Characteristic(kind, value)))));
  }

  private List<String> sims(int count) {
    List<String> iccids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String iccid = "8999902%012d".formatted(ICCIDS.getAndIncrement());
      operator.put(iccid, "Customer " + i);
      iccids.add(iccid);
    }
    return iccids;
  }

  private Job synchronise() {
    try (Synchroniser synchroniser = synchroniser(Duration.ofDays(1))) {
      return house.await(synchroniser.synchronise(House.caller(organisation), account.id()));
    }
  }

  private void passAgain() {
    house.database.read(handle ->
        handle.execute(
            "update operator_account set sync_due_at = now() where id = ?", account.id()));
  }

  private boolean synchronised() {
    return house.accounts.find(scope, account.id()).orElseThrow().synchronisedAt().isPresent();
  }

  private Map<Long, KeptDetails> details() {
    return house.subscriptions.details(
        scope,
        house
            .subscriptions
            .page(scope, SubscriptionQuery.ALL.withPage(1, 1_000))
            .subscriptions()
            .stream()
            .map(Subscription::id)
            .toList());
  }

  private List<Subscription> found(String customer) {
    return house
        .subscriptions
        .page(scope, SubscriptionQuery.ALL.withDetails(Map.of("customer", customer)))
        .subscriptions();
  }

  private Optional<Job> job() {
    return house
        .database
        .read(handle ->
            handle
                .createQuery("select id from job where organisation_id = :id and kind = 'details'")
                .bind("id", organisation)
                .mapTo(Long.class)
                .findOne())
        .flatMap(id -> house.jobs.find(scope, id));
  }

  private List<String> bodies(long subscription) {
    return house.database.read(handle ->
        handle
            .createQuery(
                "select body::text from outbox where subject_id = :id and kind = 'subscription.synchronised'")
            .bind("id", subscription)
            .mapTo(String.class)
            .list());
  }

  private int audited(long subscription) {
    return house.database.read(handle ->
        handle
            .createQuery(
                "select count(*) from audit where subject_id = :id and action = 'subscription.synchronised'")
            .bind("id", subscription)
            .mapTo(Integer.class)
            .one());
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
