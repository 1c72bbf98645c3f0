// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

class SearchTest {

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;
  private final long organisation = fixture.organisation();
  private final long account = fixture.account(organisation, "nce");
  private final Scope scope = Scope.of(organisation);

  private List<Subscription> add(Sim... sims) {
    return fixture
        .database
        .inTransaction(t ->
            subscriptions.upsertFromOperator(t, organisation, account, List.of(sims), Fixture.NOW))
        .added();
  }

  private static Sim sim(String iccid, String address) {
    return new Sim(
        new SubscriptionRef("k" + iccid + address, iccid),
        Status.ACTIVE,
        "x",
        Optional.empty(),
        Optional.of(new Iccid(iccid)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private List<Subscription> by(IdentifierKind kind, String prefix) {
    SubscriptionPage page =
        subscriptions.page(scope, SubscriptionQuery.ALL.withPrefixes(Map.of(kind, prefix)));
    assertThat(page.total().count()).isEqualTo(page.subscriptions().size());
    return page.subscriptions();
  }

  /**
   * Numbers of every length, stored with or without check digit or padding, are found by every
   * other writing of them.
   */
  @Test
  void findsACardByEveryWritingOfItsNumber() {
    Random random = new Random(20261121);
    List<Sim> sims = new ArrayList<>();
    List<Iccid> cards = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      StringBuilder digits = new StringBuilder("8999901");
      int length = 18 + random.nextInt(3);
      while (digits.length() < length) {
        digits.append(random.nextInt(10));
      }
      Iccid bare = new Iccid(digits.toString());
      Iccid checked = new Iccid(bare.withCheckDigit());
      cards.add(bare);
      sims.add(sim(random.nextBoolean() ? bare.digits() : checked.digits(), "10.0.0." + i % 250));
    }
    List<Subscription> added = add(sims.toArray(Sim[]::new));
    assertThat(added).hasSize(600);
    for (int i = 0; i < added.size(); i++) {
      Iccid bare = cards.get(i);
      Subscription s = added.get(i);
      assertThat(subscriptions.find(scope, bare)).as("%s", bare).contains(s);
      assertThat(subscriptions.find(scope, new Iccid(bare.withCheckDigit())))
          .as("%s", bare)
          .contains(s);
      assertThat(by(IdentifierKind.ICCID, bare.digits())).as("%s", bare).contains(s);
      assertThat(by(IdentifierKind.ICCID, bare.withCheckDigit() + "F")).contains(s);
      assertThat(by(IdentifierKind.ICCID, spaced(bare.digits()).substring(0, 14))).contains(s);
    }
  }

  private static String spaced(String digits) {
    return digits.substring(0, 4) + " " + digits.substring(4, 8) + "-" + digits.substring(8);
  }

  @Test
  void comparesDevicesOnFourteenDigits() {
    Subscription s = fixture.add(organisation, account, 42, 1).added().getFirst();
    String fourteen = "35000000000042";
    assertThat(by(IdentifierKind.IMEI, fourteen)).containsExactly(s);
    assertThat(by(IdentifierKind.IMEI, fourteen + "9")).containsExactly(s);
    assertThat(by(IdentifierKind.IMEI, fourteen + "99")).containsExactly(s);
    assertThat(by(IdentifierKind.IMEI, fourteen + "9f")).containsExactly(s);
    assertThat(by(IdentifierKind.IMEI, "3500000000004")).containsExactly(s);
    assertThat(by(IdentifierKind.IMEI, "35000000000043")).isEmpty();
  }

  @Test
  void findsAddressesByWhatWasTypedOfThem() {
    List<Subscription> all =
        add(
            sim("899990100000000101", "10.0.1.9"),
            sim("899990100000000102", "10.0.1.10"),
            sim("899990100000000103", "10.0.10.1"),
            sim("899990100000000104", "10.0.100.1"),
            sim("899990100000000105", "10.0.2.1"),
            sim("899990100000000106", "2001:db8:0:0:0:0:0:1"));
    assertThat(by(IdentifierKind.IP_ADDRESS, "10.0.1"))
        .containsExactly(all.get(0), all.get(1), all.get(2), all.get(3));
    assertThat(by(IdentifierKind.IP_ADDRESS, "10.0.1.")).containsExactly(all.get(0), all.get(1));
    assertThat(by(IdentifierKind.IP_ADDRESS, "10.0.1.1")).isEmpty();
    assertThat(by(IdentifierKind.IP_ADDRESS, "10.0.1.10")).containsExactly(all.get(1));
    assertThat(by(IdentifierKind.IP_ADDRESS, "2001:DB8")).containsExactly(all.get(5));
    List<Subscription> sorted =
        subscriptions
            .page(
                scope, SubscriptionQuery.ALL.withSort(SubscriptionQuery.SortKey.IP_ADDRESS, false))
            .subscriptions();
    assertThat(sorted)
        .containsExactly(all.get(0), all.get(1), all.get(4), all.get(2), all.get(3), all.get(5));
  }

  @Test
  void showsACardWithTwoMatchingNumbersOnce() {
    Subscription s = fixture.add(organisation, account, 1, 1).added().getFirst();
    String first = s.identity().imsi().map(Imsi::digits).orElseThrow();
    fixture.database.useTransaction(t -> {
      WriteStore.unindex(t.handle(), List.of(s.id()), Set.of(IdentifierKind.IMSI));
      t.handle().execute("update subscription set imsi_2 = '901439999999999' where id = ?", s.id());
      WriteStore.index(t.handle(), List.of(s.id()), Set.of(IdentifierKind.IMSI));
    });
    assertThat(by(IdentifierKind.IMSI, "90143")).hasSize(1);
    assertThat(by(IdentifierKind.IMSI, "9014399")).hasSize(1);
    assertThat(by(IdentifierKind.IMSI, first)).hasSize(1);
    assertThat(subscriptions.search(scope, "90143", 10)).hasSize(1);
  }

  @Test
  void combinesFiltersWithASearchAndAnotherOrder() {
    fixture.add(organisation, account, 100, 50);
    SubscriptionQuery query =
        SubscriptionQuery.ALL
            .withPrefixes(
                Map.of(IdentifierKind.LABEL, "meter 10", IdentifierKind.IMEI, "350000000001"))
            .withStatuses(Set.of(Status.ACTIVE))
            .withAccount(account)
            .withSort(SubscriptionQuery.SortKey.IP_ADDRESS, true);
    SubscriptionPage page = subscriptions.page(scope, query);
    assertThat(page.subscriptions())
        .extracting(s -> s.label().orElseThrow())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 9).mapToObj(i -> "Meter 10" + (9 - i)).toList());
    assertThat(page.total()).isEqualTo(new SubscriptionPage.Total(10, true));
    assertThat(subscriptions.page(scope, query.countingUpTo(4)).total())
        .isEqualTo(new SubscriptionPage.Total(4, false));
    assertThat(
            subscriptions.page(scope, query.withStatuses(Set.of(Status.SUSPENDED))).subscriptions())
        .isEmpty();
  }

  @Test
  void followsWhatChanges() {
    Subscription s = fixture.add(organisation, account, 7, 1).added().getFirst();
    fixture.database.useTransaction(t ->
        subscriptions.applyValues(
            t, List.of(new ValueChange.ToImei(s.id(), Optional.of(new Imei("86000000000001"))))));
    assertThat(by(IdentifierKind.IMEI, "35000000000007")).isEmpty();
    assertThat(by(IdentifierKind.IMEI, "860000000000019")).hasSize(1);
    long entries =
        fixture.database.read(h ->
            h.createQuery(
                    "select count(*) from (select organisation_id, kind, value, subscription_id from subscription_identifier"
                        + " except select organisation_id, kind, value, id from subscription_entry) x")
                .mapTo(Long.class)
                .one());
    assertThat(entries).as("entries that no subscription has").isZero();
  }
}
