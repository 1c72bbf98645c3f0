// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Terminal;

class DetailsTest {

  private static final Fixture FIXTURE = new Fixture();
  private static int next = 500_000;

  private final Subscriptions subscriptions = FIXTURE.subscriptions;

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  @Test
  void whatAListTellsIsKeptWithItsTime() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "tmsp");
    Sim sim = told(number(), FULL);
    long id = upsert(organisation, account, List.of(sim), Fixture.NOW).added().getFirst().id();
    assertThat(subscriptions.details(Scope.of(organisation), List.of(id)))
        .isEqualTo(Map.of(id, new KeptDetails(FULL, Fixture.NOW)));
  }

  @Test
  void aStrangerSeesNoDetails() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "tmsp");
    long id =
        upsert(organisation, account, List.of(told(number(), FULL)), Fixture.NOW)
            .added()
            .getFirst()
            .id();
    assertThat(subscriptions.details(Scope.of(FIXTURE.organisation()), List.of(id))).isEmpty();
  }

  @Test
  void aChangeIsReportedOnceWithBeforeAndAfter() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "tmsp");
    int number = number();
    upsert(organisation, account, List.of(told(number, plan("A"))), Fixture.NOW);
    Instant later = Fixture.NOW.plusSeconds(60);
    SyncReport report = upsert(organisation, account, List.of(told(number, plan("B"))), later);
    assertThat(report.details())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.before()).isEqualTo(plan("A"));
          assertThat(change.after()).isEqualTo(plan("B"));
        });
    SyncReport again =
        upsert(organisation, account, List.of(told(number, plan("B"))), later.plusSeconds(60));
    assertThat(again.details()).isEmpty();
    assertThat(found(organisation, Map.of("communicationPlan", "B"))).hasSize(1);
    assertThat(found(organisation, Map.of("communicationPlan", "A"))).isEmpty();
  }

  @Test
  void aListIsNarrowedByWhatTheOperatorTellsOneOfSeveralBeingEnough() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "tmsp");
    int first = number();
    upsert(
        organisation,
        account,
        List.of(told(first, FULL), told(number(), plan("Other")), told(number(), Details.NONE)),
        Fixture.NOW);
    for (Map<String, String> wanted :
        List.of(
            Map.of("apn", "iot.one"),
            Map.of("apn", "iot.two"),
            Map.of("dataConnectivityType", "NB-IoT"),
            Map.of("provider", "Telekom Deutschland", "servicePlan", "1 GB"),
            Map.of("customer", "4711", "simNotes", "a \"note\"", "communicationPlan", "Plan 1"),
            Map.of("terminalName", "Bridge", "mmsi", "211000001"))) {
      assertThat(found(organisation, wanted)).as(wanted.toString()).hasSize(1);
    }
    assertThat(found(organisation, Map.of("apn", "iot"))).isEmpty();
    assertThat(found(organisation, Map.of("apn", "iot.one", "communicationPlan", "Other")))
        .isEmpty();
    assertThat(found(FIXTURE.organisation(), Map.of("apn", "iot.one"))).isEmpty();
  }

  @Test
  void aListOfSeveralAccountsIsInTheOrderOfIdsWhateverNarrowsIt() {
    long organisation = FIXTURE.organisation();
    List<Long> accounts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      accounts.add(FIXTURE.account(organisation, "tmsp"));
    }
    for (int round = 0; round < 10; round++) {
      for (long account : accounts) {
        Details details = plan(round % 2 == 0 ? "Even" : "Odd");
        upsert(organisation, account, List.of(told(number(), details)), Fixture.NOW);
      }
    }
    SubscriptionQuery two =
        SubscriptionQuery.ALL.withAccounts(Set.of(accounts.get(0), accounts.get(2)));
    List<Subscription> all = page(organisation, two.withPage(1, 100)).subscriptions();
    assertThat(all).hasSize(20).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
    assertThat(page(organisation, two.withPage(2, 7)).subscriptions())
        .isEqualTo(all.subList(7, 14));
    assertThat(page(organisation, two.withOffset(5, 7)).subscriptions())
        .isEqualTo(all.subList(5, 12));
    assertThat(page(organisation, two.withOffset(12, 7)).subscriptions())
        .isEqualTo(all.subList(12, 19));
    assertThat(page(organisation, two).total()).isEqualTo(new SubscriptionPage.Total(20, true));
    SubscriptionQuery even = two.withDetails(Map.of("communicationPlan", "Even"));
    assertThat(page(organisation, even).subscriptions()).hasSize(10);
    assertThat(page(organisation, even).total()).isEqualTo(new SubscriptionPage.Total(10, true));
    SubscriptionQuery dense = even.countingUpTo(1);
    assertThat(page(organisation, dense.withPage(2, 4)).subscriptions())
        .isEqualTo(page(organisation, even).subscriptions().subList(4, 8));
    assertThat(
            page(organisation, even.withSort(SubscriptionQuery.SortKey.ICCID, true))
                .subscriptions())
        .isEqualTo(page(organisation, even).subscriptions().reversed());
  }

  @Test
  void whatWasMovedIsFoundWhereItIsNow() {
    long above = FIXTURE.organisation();
    long below = FIXTURE.organisation();
    long account = FIXTURE.account(above, "tmsp");
    long id =
        upsert(above, account, List.of(told(number(), FULL)), Fixture.NOW).added().getFirst().id();
    Scope both = Scope.of(above, List.of(above, below));
    FIXTURE.database.useTransaction(
        transaction -> subscriptions.move(transaction, FIXTURE.caller(both), List.of(id), below));
    assertThat(found(above, Map.of("apn", "iot.one"))).isEmpty();
    assertThat(found(below, Map.of("apn", "iot.one"))).hasSize(1);
    assertThat(subscriptions.details(Scope.of(below), List.of(id))).containsOnlyKeys(id);
  }

  @Test
  void aTerminalIsFoundByItsSerialAndByItsKind() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "intelsat");
    int number = number();
    upsert(organisation, account, List.of(told(number, plan("A")), terminal("T-1")), Fixture.NOW);
    SubscriptionQuery all = SubscriptionQuery.ALL;
    assertThat(
            page(organisation, all.withKinds(Set.of(Subscription.Kind.TERMINAL))).subscriptions())
        .extracting(Subscription::businessId)
        .containsExactly("T-1");
    assertThat(page(organisation, all.withBusinessIds(Set.of("T-1", "unknown"))).subscriptions())
        .hasSize(1);
    assertThat(page(organisation, all.withBusinessIds(Set.of("unknown"))).subscriptions())
        .isEmpty();
    String bare = Fixture.iccid(number).digits();
    String written = Fixture.sim(number).ref().businessId();
    Map<String, List<Subscription>> found =
        subscriptions.findByBusinessIds(
            Scope.of(organisation), List.of("T-1", bare, written, "unknown", "\0"));
    assertThat(found).containsOnlyKeys("T-1", bare, written);
    assertThat(found.get(bare)).isEqualTo(found.get(written)).hasSize(1);
    assertThat(subscriptions.findByBusinessIds(Scope.of(FIXTURE.organisation()), List.of("T-1")))
        .isEmpty();
  }

  @Test
  void oneIccidOnTwoAccountsIsFoundTwice() {
    long organisation = FIXTURE.organisation();
    int number = number();
    for (int i = 0; i < 2; i++) {
      long account = FIXTURE.account(organisation, "tmsp");
      upsert(organisation, account, List.of(told(number, plan("A"))), Fixture.NOW);
    }
    String iccid = Fixture.sim(number).ref().businessId();
    assertThat(subscriptions.findByBusinessIds(Scope.of(organisation), List.of(iccid)).get(iccid))
        .hasSize(2);
  }

  @Test
  void whereAListShowsLessEachNewOneIsReadByItselfAndAgainOnceItIsOld() {
    long organisation = FIXTURE.organisation();
    long account = FIXTURE.account(organisation, "jasper");
    int number = number();
    Instant now = Fixture.NOW;
    long first = listed(organisation, account, number, plan("A"), now).added().getFirst().id();
    listed(organisation, account, number, plan("A"), now.plusSeconds(1));
    assertThat(due(account, now.plusSeconds(2))).containsExactly(first);
    Instant read = now.plusSeconds(3);
    Instant again = read.plus(Duration.ofHours(24));
    FIXTURE.database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(
            transaction,
            organisation,
            account,
            List.of(told(number, plan("A"))),
            new ReadDepth.Single(again),
            read));
    assertThat(due(account, again.minusSeconds(1))).isEmpty();
    assertThat(due(account, again)).containsExactly(first);
    listed(organisation, account, number, plan("A"), read.plusSeconds(1));
    assertThat(due(account, read.plusSeconds(2))).isEmpty();
    long second = listed(organisation, account, number(), plan("A"), read).added().getFirst().id();
    listed(organisation, account, number, plan("B"), read.plusSeconds(3));
    assertThat(due(account, read.plusSeconds(4)))
        .as("a list that tells another plan, behind those never read")
        .containsExactly(second, first);
    assertThat(subscriptions.details(Scope.of(organisation), List.of(first, second)))
        .as("a list does not overwrite what a read told")
        .isEqualTo(Map.of(first, new KeptDetails(plan("A"), read)));
  }

  private static List<Long> due(long account, Instant now) {
    return FIXTURE.database.read(handle -> DetailsQueue.due(handle, account, now, 10)).stream()
        .map(DueDetails::subscription)
        .toList();
  }

  private SyncReport listed(
      long organisation, long account, int number, Details details, Instant asOf) {
    return FIXTURE.database.inTransaction(transaction ->
        subscriptions.upsertFromOperator(
            transaction,
            organisation,
            account,
            List.of(told(number, details)),
            new ReadDepth.Listed(false),
            asOf));
  }

  private static final Details FULL =
      new Details(
          Optional.of(
              new DataConnectivity(
                  Optional.of("Telekom Deutschland"),
                  List.of("LTE", "NB-IoT"),
                  Optional.of("Plan 1"),
                  List.of(
                      new Apn("iot.one", Optional.of("10.0.0.1")),
                      new Apn("iot.two", Optional.empty())))),
          Optional.of("1 GB"),
          Optional.of("4711"),
          Optional.of(
              new Terminal(
                  "T-9",
                  Optional.of("Bridge"),
                  OptionalDouble.of(54.25),
                  OptionalDouble.of(-7.5),
                  Optional.of("FX"),
                  Optional.of("MARITIME"),
                  Optional.empty(),
                  Optional.of(Fixture.NOW),
                  Optional.empty(),
                  Optional.of("211000001"))),
          Map.of("simNotes", "a \"note\"", "simProfile", "7"));

  private static Details plan(String name) {
    DataConnectivity connectivity =
        new DataConnectivity(Optional.empty(), List.of(), Optional.of(name), List.of());
    return new Details(
        Optional.of(connectivity), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  private static int number() {
    return next++;
  }

  private static Sim told(int number, Details details) {
    Sim sim = Fixture.sim(number);
    return new Sim(
        sim.ref(),
        sim.status(),
        sim.operatorStatus(),
        sim.billingPhase(),
        sim.iccid(),
        sim.imsi(),
        sim.msisdn(),
        sim.imei(),
        sim.eid(),
        sim.ipAddress(),
        sim.label(),
        sim.imeiLock(),
        sim.activatedAt(),
        details);
  }

  private static Sim terminal(String serial) {
    return new Sim(
        new SubscriptionRef(serial, serial),
        Status.ACTIVE,
        "active",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private SyncReport upsert(long organisation, long account, List<Sim> sims, Instant asOf) {
    return FIXTURE.database.inTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, organisation, account, sims, asOf));
  }

  private SubscriptionPage page(long organisation, SubscriptionQuery query) {
    return subscriptions.page(Scope.of(organisation), query);
  }

  private List<Subscription> found(long organisation, Map<String, String> details) {
    SubscriptionPage page =
        page(organisation, SubscriptionQuery.ALL.withDetails(details).withPage(1, 10));
    assertThat(page.total())
        .isEqualTo(new SubscriptionPage.Total(page.subscriptions().size(), true));
    return page.subscriptions();
  }
}
