// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.inventory.SubscriptionQuery.SortKey;

class PagingTest {

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;
  private final long organisation = fixture.organisation();
  private final long account = fixture.account(organisation, "nce");
  private final Scope scope = Scope.of(organisation);

  @Test
  void walksEveryOrderBothWaysByCursorAndByNumber() {
    Set<Long> all = new HashSet<>();
    fixture.add(organisation, account, 1, 57).added().forEach(s -> all.add(s.id()));
    fixture.database.useTransaction(t ->
        subscriptions.applyValues(
            t,
            all.stream()
                .filter(id -> id % 3 == 0)
                .map(id -> new ValueChange.ToLabel(id, Optional.empty()))
                .toList()));
    for (SortKey key : SortKey.values()) {
      List<Long> ascending =
          byCursor(scope, SubscriptionQuery.ALL.withPage(1, 10).withSort(key, false));
      List<Long> descending =
          byCursor(scope, SubscriptionQuery.ALL.withPage(1, 10).withSort(key, true));
      assertThat(ascending).hasSize(57).containsExactlyInAnyOrderElementsOf(all);
      assertThat(descending).isEqualTo(ascending.reversed());
      assertThat(byNumber(SubscriptionQuery.ALL.withPage(1, 10).withSort(key, true)))
          .isEqualTo(descending);
    }
  }

  @Test
  void mergesOrganisations() {
    Set<Long> organisations = new HashSet<>(Set.of(organisation));
    Set<Long> all = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      long below = fixture.organisation();
      organisations.add(below);
      long belowAccount = fixture.account(below, "nce");
      fixture.add(below, belowAccount, 1000 + i * 13, i * 3).added().forEach(s -> all.add(s.id()));
    }
    Scope wide = Scope.of(organisation, organisations);
    for (SortKey key : SortKey.values()) {
      SubscriptionQuery query =
          SubscriptionQuery.ALL.withPage(1, 4).withSort(key, key == SortKey.IMEI);
      assertThat(byCursor(wide, query)).hasSize(63).containsExactlyInAnyOrderElementsOf(all);
      SubscriptionPage jump = subscriptions.page(wide, query.withPage(9, 5));
      assertThat(jump.subscriptions())
          .extracting(Subscription::id)
          .isEqualTo(byCursor(wide, query).subList(40, 45));
      assertThat(jump.total()).isEqualTo(new SubscriptionPage.Total(63, true));
    }
    List<Subscription> byPrefix =
        subscriptions
            .page(wide, SubscriptionQuery.ALL.withPrefixes(Map.of(IdentifierKind.LABEL, "METER")))
            .subscriptions();
    assertThat(byPrefix)
        .hasSize(63)
        .isSortedAccordingTo((a, b) -> a.label().orElseThrow().compareTo(b.label().orElseThrow()));
  }

  @Test
  void countsSimsWhereTerminalsStandBetweenThem() {
    fixture.add(organisation, account, 1, 30);
    SubscriptionQuery sims =
        SubscriptionQuery.ALL.withKinds(Set.of(Subscription.Kind.SIM)).withPage(1, 10);
    assertThat(subscriptions.page(scope, sims).total())
        .isEqualTo(new SubscriptionPage.Total(30, true));
    long satellite = fixture.account(organisation, "intelsat");
    fixture.addTerminals(organisation, satellite, 1, 15);
    fixture.add(organisation, account, 31, 27);
    assertThat(subscriptions.page(scope, sims.countingUpTo(Long.MAX_VALUE)).total())
        .isEqualTo(new SubscriptionPage.Total(57, true));
    assertThat(subscriptions.page(scope, sims.countingUpTo(20)).total())
        .isEqualTo(new SubscriptionPage.Total(20, false));
    assertThat(subscriptions.page(scope, sims.withAccount(satellite)).total().count()).isZero();
    for (SortKey key : SortKey.values()) {
      assertThat(byNumber(sims.withSort(key, false))).hasSize(57).doesNotHaveDuplicates();
      assertThat(byCursor(scope, sims.withSort(key, true))).hasSize(57).doesNotHaveDuplicates();
    }
  }

  @Test
  void losesAndRepeatsNoneThatStaysWhileOthersComeAndGo() throws InterruptedException {
    Set<Long> staying = new HashSet<>();
    List<Long> leaving = new ArrayList<>();
    fixture
        .add(organisation, account, 10_000, 600)
        .added()
        .forEach(s -> {
          if (s.id() % 3 == 0) {
            leaving.add(s.id());
          } else {
            staying.add(s.id());
          }
        });
    long elsewhere = fixture.organisation();
    var mover = fixture.caller(Scope.of(organisation, Set.of(organisation, elsewhere)));
    AtomicBoolean done = new AtomicBoolean();
    Thread others =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; !done.get(); i++) {
                long id = leaving.get(i % leaving.size());
                long to = i / leaving.size() % 2 == 0 ? elsewhere : organisation;
                int number = i;
                fixture.database.useTransaction(t -> subscriptions.move(t, mover, List.of(id), to));
                if (i < 300) {
                  fixture.add(organisation, account, 20_000 + number, 1);
                }
              }
            });
    try {
      for (int round = 0; round < 4; round++) {
        for (SortKey key : SortKey.values()) {
          SubscriptionQuery query =
              SubscriptionQuery.ALL.withPage(1, 23).withSort(key, round % 2 == 1);
          assertThat(byCursor(scope, query)).doesNotHaveDuplicates().containsAll(staying);
          assertThat(byNumber(query)).doesNotHaveDuplicates().containsAll(staying);
        }
      }
    } finally {
      done.set(true);
      others.join();
    }
    long counted =
        fixture.database.read(h ->
            h.createQuery(
                    "select count(*) from subscription where organisation_id = " + organisation)
                .mapTo(Long.class)
                .one());
    assertThat(subscriptions.page(scope, SubscriptionQuery.ALL).total().count()).isEqualTo(counted);
  }

  @Test
  void aPageBehindTheEndIsEmpty() {
    fixture.add(organisation, account, 1, 3);
    SubscriptionPage page =
        subscriptions.page(scope, SubscriptionQuery.ALL.withPage(1_000_000, 10_000));
    assertThat(page.subscriptions()).isEmpty();
    assertThat(page.total().count()).isEqualTo(3);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void refusesACursorOfAnotherList() {
    fixture.add(organisation, account, 1, 3);
    SubscriptionQuery query = SubscriptionQuery.ALL.withPage(1, 1);
    Optional<String> cursor = subscriptions.page(scope, query).next();
    assertThat(cursor).isPresent();
    for (String wrong :
        List.of(cursor.orElseThrow(), "x", "", "%%%", "aWR8MXw", "x".repeat(5000))) {
      SubscriptionQuery other = query.withSort(SortKey.LABEL, false).withCursor(Optional.of(wrong));
      assertThatThrownBy(() -> subscriptions.page(scope, other)).hasMessageContaining("cursor");
    }
  }

  private List<Long> byCursor(Scope of, SubscriptionQuery query) {
    List<Long> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      SubscriptionPage page = subscriptions.page(of, query.withCursor(cursor));
      page.subscriptions().forEach(s -> ids.add(s.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    return ids;
  }

  private List<Long> byNumber(SubscriptionQuery query) {
    List<Long> ids = new ArrayList<>();
    List<Subscription> rows;
    int number = 1;
    do {
      rows = subscriptions.page(scope, query.withPage(number++, query.pageSize())).subscriptions();
      rows.forEach(s -> ids.add(s.id()));
    } while (!rows.isEmpty());
    return ids;
  }
}
