// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.connectivity.OwnEvents;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.notification.Listening;
import org.simplane.notification.Outbox;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.QuotaReports.QuotaReport;
import org.simplane.operator.Service;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Telling;
import org.simplane.usage.ConsumptionEvents;
import org.simplane.usage.ConsumptionWatch;
import org.simplane.usage.Consumptions;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;
import org.simplane.usage.UsageReader;

/** What an operator counts is read where somebody listens, and what follows from it is told. */
final class ConsumptionWatchTest {

  private static final String FIRST = "89999030000000000011";
  private static final String LAST = "89999030000000000019";

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final TellingPlatform operator = new TellingPlatform();

  @AutoClose private final House house = new House(testDatabase, List.of(operator));

  private final long organisation = house.organisation();
  private final Outbox outbox =
      new Outbox(
          house.database,
          house.clock,
          new OwnEvents(_ -> true, house.accounts::tells, house.clock));
  private final Listening listening = new Listening(house.database);
  private final ConsumptionWatch watch = watch();
  private Account account;
  private Subscription sim;

  @BeforeEach
  void add() throws OperatorException {
    account = account();
    sim = sim(FIRST);
  }

  @Test
  void anAllowanceThatRunsOutIsToldOnceAtEachStep() {
    listen("quota.*");
    used(10);
    used(85);
    used(90);
    assertThat(told("quota.low")).as("once").hasSize(1);
    assertThat(told("quota.low").getFirst().body().path("remaining").asLong()).isEqualTo(15);
    used(100);
    assertThat(told("quota.exhausted")).hasSize(1);
    used(1);
    assertThat(told("quota.available")).as("a new period").hasSize(1);
    assertThat(ownEvents()).isEqualTo(3);
    assertThat(told("network.event")).as("streams tell of them too").hasSize(3);
    assertThat(told("usage.consumption")).as("nobody listens to that").isEmpty();
  }

  @Test
  void consumptionIsToldWhereSomebodyListensAndWhenItHasChanged() {
    listen("usage.consumption");
    used(10);
    used(10);
    used(30);
    assertThat(told("usage.consumption"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.body().path("used").asLong()).isEqualTo(30);
          assertThat(event.body().path("allowance").asLong()).isEqualTo(100);
        });
  }

  @Test
  void whereNobodyListensNothingIsAsked() {
    used(10);
    used(100);
    assertThat(operator.asked).hasValue(0);
  }

  @Test
  void whatAnOperatorTellsItselfIsNoEventOfOurOwnMaking() {
    listen("quota.*");
    status();
    assertThat(ownEvents()).isOne();
    operator.tells = Set.of(Telling.STATUS, Telling.QUOTA);
    status();
    used(10);
    used(100);
    assertThat(ownEvents()).isOne();
  }

  @Test
  void oneThatItsOperatorAnswersWronglyForKeepsNoOtherFromBeingRead() throws OperatorException {
    listen("usage.consumption");
    sim(LAST);
    operator.odd.put(FIRST, Kind.OPERATOR_FAULT);
    used(10);
    used(30);
    assertThat(told("usage.consumption"))
        .extracting(Outbox.StoredEvent::subjectName)
        .containsExactly(LAST);
  }

  @Test
  void afterThreeThatFaultTheStepEndsAndTheNextGoesOnBehindThem() throws OperatorException {
    listen("usage.consumption");
    sim(LAST);
    sim("89999030000000000012");
    sim("89999030000000000013");
    for (String iccid : List.of(FIRST, "89999030000000000012", "89999030000000000013")) {
      operator.odd.put(iccid, Kind.TIMEOUT);
    }
    used(10);
    assertThat(operator.asked).as("the first, the last, and two more").hasValue(4);
    operator.odd.clear();
    used(10);
    assertThat(operator.asked).as("none is left of this round").hasValue(4);
    used(10);
    assertThat(operator.asked).as("a new round").hasValue(8);
  }

  @Test
  void whatWasReadBeforeTheOperatorAskedToBeLeftAloneIsNotReadAgain() throws OperatorException {
    listen("usage.consumption");
    sim(LAST);
    operator.odd.put(LAST, Kind.THROTTLED);
    used(10);
    operator.odd.clear();
    used(10);
    assertThat(operator.asked).as("the first, the last twice").hasValue(3);
  }

  @Test
  void whatWasReadOfASimThatIsGivenAwayMeanwhileIsToldToNobody() {
    listen("usage.consumption");
    listen("quota.*");
    used(10);
    long sibling = house.organisation();
    operator.meanwhile = () -> belongsTo(sibling);
    used(95);
    operator.meanwhile = () -> {};
    belongsTo(organisation);
    assertThat(told("usage.consumption")).isEmpty();
    assertThat(told("quota.low")).isEmpty();
    used(95);
    assertThat(told("usage.consumption")).as("when it is back").hasSize(1);
    assertThat(told("quota.low")).hasSize(1);
  }

  @Test
  void aVolumeReadOfASimThatIsGivenAwayMeanwhileHindersNothing() {
    listen("quota.*");
    operator.quota = Optional.of(new QuotaReport(Service.SMS, 100, 5, 20, Optional.empty()));
    long sibling = house.organisation();
    operator.meanwhile = () -> belongsTo(sibling);
    used(10);
    assertThat(quotas()).isZero();
    operator.meanwhile = () -> {};
    belongsTo(organisation);
    used(10);
    assertThat(quotas()).isOne();
  }

  @Test
  void aNodeWhoseLeaseIsOverLeavesWhereTheNextOneStands() {
    listen("usage.consumption");
    operator.meanwhile = () -> watched("due_at = now() + interval '1 minute', after_id = 4711");
    used(10);
    long after =
        house.database.read(handle ->
            handle.createQuery("select after_id from consumption_watch").mapTo(Long.class).one());
    assertThat(after).isEqualTo(4711);
  }

  @Test
  void simsOfWhoDoesNotListenAreNotAsked() throws OperatorException {
    listen("usage.consumption");
    sim(LAST);
    belongsTo(house.organisation());
    used(10);
    assertThat(operator.asked).as("the other one's").hasValue(1);
  }

  private void belongsTo(long owner) {
    house.database.useTransaction(transaction ->
        transaction
            .handle()
            .createUpdate("update subscription set organisation_id = :owner where id = :id")
            .bind("owner", owner)
            .bind("id", sim.id())
            .execute());
  }

  private long quotas() {
    return house.database.read(
        handle -> handle.createQuery("select count(*) from quota").mapTo(Long.class).one());
  }

  private void watched(String values) {
    house.database.useTransaction(
        transaction -> transaction.handle().execute("update consumption_watch set " + values));
  }

  /** Until nothing is due, which what has just been read is again at once. */
  private void used(long bytes) {
    operator.consumption.clear();
    operator.consumption.add(
        new Consumption(
            Level.GLOBAL,
            Counted.DATA,
            bytes,
            Optional.of(100L),
            Optional.empty(),
            Optional.empty()));
    watched("due_at = to_timestamp(0)");
    assertThat(watch.readSome()).isTrue();
  }

  private void status() {
    house.database.useTransaction(transaction ->
        outbox.publish(
            transaction,
            List.of(
                new Outbox.Event(
                    organisation,
                    "subscription.status-changed",
                    "subscription",
                    sim.id(),
                    sim.businessId(),
                    Map.of("before", "ACTIVE", "after", "SUSPENDED")))));
  }

  private long ownEvents() {
    return house.database.read(handle ->
        handle
            .createQuery("select count(*) from network_event where event_id like 'simplane %'")
            .mapTo(Long.class)
            .one());
  }

  private List<Outbox.StoredEvent> told(String kind) {
    return outbox.read(Scope.of(organisation), Outbox.Position.START, Optional.of(kind), 1_000);
  }

  private void listen(String kind) {
    house.database.useTransaction(transaction ->
        transaction
            .handle()
            .createUpdate(
                """
                insert into webhook (organisation_id, description, url, kinds, below, format, state, header_names, secrets,
                  created_at, updated_at)
                values (:organisation, 'test', 'https://example.com', array[:kind], false, 'simplane', 'ACTIVE', '{}', '', now(), now())
                """)
            .bind("organisation", organisation)
            .bind("kind", kind)
            .execute());
  }

  private ConsumptionWatch watch() {
    return new ConsumptionWatch(
        house.database,
        house.accounts,
        house.subscriptions,
        new Quotas(
            house.database,
            house.subscriptions,
            house.accounts,
            new QuotaKeeper(
                new Restrictions(
                    house.database, RestrictionListener.NOOP, house.audit, outbox, house.clock),
                outbox,
                house.subscriptions::applyValues),
            house.audit,
            house.clock),
        new Consumptions(
            house.database,
            house.accounts,
            new UsageReader(house.database),
            Duration.ZERO,
            new ConsumptionEvents(outbox, listening),
            house.clock),
        listening,
        Duration.ZERO,
        house.clock);
  }

  private Account account() {
    return house.telling(organisation, Duration.ZERO);
  }

  private Subscription sim(String iccid) throws OperatorException {
    operator.put(iccid, "Customer");
    Sim read = operator.find(new SubscriptionRef(iccid, iccid)).orElseThrow();
    return house.take(account, read);
  }
}
