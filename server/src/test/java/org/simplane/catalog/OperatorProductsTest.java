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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;
import org.simplane.simulator.contract.SettableClock;

/** What operators sell, beside what organisations sell themselves. */
final class OperatorProductsTest {

  private static final String ONE = "8988228066600000001";
  private static final String OTHER = "8988228066600000002";

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = testDatabase.database();
  private final SimSeller operator = new SimSeller();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:30:00Z"));

  @AutoClose
  private final OrderHouse house = new OrderHouse(database, "a", List.of(operator), clock);

  private final Organisation tenant = house.organisations.root("Tenant");
  private final Organisation reseller = below(tenant, "Reseller");
  private final Organisation customer = below(reseller, "Customer");
  private long account;

  @BeforeEach
  void start() {
    account = house.seller(tenant);
  }

  @Test
  void whatAnOperatorSellsIsOnSaleOnceItIsPutThereAndStaysSo() {
    List<Product> read = read();
    assertThat(read).hasSize(2);
    assertThat(house.catalog.products().onSale(house.caller(customer).scope())).isEmpty();
    house.sell(tenant, read.getFirst());
    var _ = read();
    assertThat(house.catalog.products().onSale(house.caller(customer).scope()))
        .extracting(Product::id)
        .containsExactly(read.getFirst().id());
    OperatorProducts.Offer offer =
        house.catalog.operatorProducts().of(house.caller(tenant), account);
    assertThat(offer.products()).hasSize(2);
    assertThat(offer.readAt()).contains(clock.instant());
    assertThatThrownBy(() -> house.catalog.operatorProducts().of(house.caller(customer), account))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void theUsualTopUpIsTheNearestSellersOwnAndAnOperatorsOnlyWhereThereIsNoOther() {
    house.readProducts(tenant);
    sim(account, ONE, customer);
    house.sellTopUps(tenant, 1_000);
    house.sellTopUps(reseller, 1_000);
    assertThat(sellerOfTheUsualTopUp()).isEqualTo(reseller.id());
    takeOffSale(reseller);
    assertThat(sellerOfTheUsualTopUp()).isEqualTo(tenant.id());
    assertThat(draft().total().net()).as("the tenant's own").isEqualTo(100);
    takeOffSale(tenant);
    assertThat(draft().total().net()).as("the operator's").isEqualTo(1_000);
  }

  @Test
  void automaticTopUpsOfSimsOfSeveralAccountsAreOrderedForEachAccountApart() {
    house.readProducts(tenant);
    long other = house.seller(tenant, "Another");
    List<Long> sims = List.of(sim(account, ONE, customer), sim(other, OTHER, customer));
    Caller caller = house.caller(customer);
    house
        .catalog
        .autoTopUps()
        .set(caller, sims, true, OptionalLong.empty(), Optional.empty(), false);
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                """
                insert into quota (subscription_id, service, total, used, last_added, threshold_percent, state, changed_at)
                select id, 'DATA', 100, 100, 100, 20, 'EXHAUSTED', now() from subscription
                """));
    clock.pass(Duration.ofHours(5));
    house.catalog.catchUp();
    assertThat(one("select count(*) from sales_order where automatic")).isOne();
    assertThat(one("select subscription_id from order_sim")).isEqualTo(sims.getFirst());
  }

  @Test
  void noSimIsToppedUpByItselfWithWhatItNeverFits() {
    house.readProducts(tenant);
    long sim = sim(house.seller(tenant, "Another"), ONE, customer);
    long product = one("select id from product where kind = 'TOP_UP'");
    assertThatThrownBy(() ->
            house
                .catalog
                .autoTopUps()
                .set(
                    house.caller(customer),
                    List.of(sim),
                    true,
                    OptionalLong.of(product),
                    Optional.empty(),
                    false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("another operator account");
  }

  @Test
  void aNameThatTheDatabaseDoesNotTakeIsCleanedAndALongOneIsCutBetweenCharacters() {
    operator.name = "A\0 SIM" + "x".repeat(194) + "\uD83D\uDE00";
    assertThat(read().getFirst().name()).isEqualTo("A SIM" + "x".repeat(194));
  }

  @Test
  void anOperatorThatHangsAtItsProductsKeepsNoOrdersWaiting() throws Exception {
    house.readProducts(tenant);
    clock.pass(Duration.ofHours(7));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    operator.beforeProducts =
        () -> {
          asked.countDown();
          goOn.await();
          return true;
        };
    house.catalog.start();
    asked.await();
    try {
      long order = house.orderSims(customer, 2);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() ->
              one(
                      "select count(*) from operator_order where state = 'PLACED' and order_id = "
                          + order)
                  == 1);
    } finally {
      goOn.countDown();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            house
                .catalog
                .operatorProducts()
                .of(house.caller(tenant), account)
                .readAt()
                .equals(Optional.of(clock.instant())));
  }

  @Test
  void anOrderThatFailedDoesNotCountAgainstWhatACustomerMayHave() {
    house.readProducts(tenant);
    long product = one("select id from product where kind = 'SIM'");
    var _ =
        house
            .catalog
            .products()
            .update(
                house.caller(tenant),
                product,
                was -> was.with(OptionalInt.of(2), was.grant(), true),
                OptionalLong.empty(),
                false);
    operator.refuses = true;
    long order = house.orderSims(customer, 2);
    house.catalog.catchUp();
    Order failed = house.catalog.orders().find(house.caller(customer).scope(), order).orElseThrow();
    assertThat(failed.state()).isEqualTo(Order.State.FAILED);
    assertThat(failed.total().net()).isZero();
    assertThat(house.orderSims(customer, 2)).isGreaterThan(order);
  }

  private List<Product> read() {
    return house.catalog.operatorProducts().read(house.caller(tenant), account, false);
  }

  private Order draft() {
    long sim = house.sim(ONE);
    return house
        .catalog
        .purchases()
        .place(
            house.caller(customer),
            new Purchase.ForSims(
                Product.Kind.TOP_UP,
                List.of(sim),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                false),
            true);
  }

  private long sellerOfTheUsualTopUp() {
    return draft().seller();
  }

  private void takeOffSale(Organisation seller) {
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "update product set on_sale = false where account_id is null and organisation_id = ?",
                seller.id()));
  }

  private long sim(long of, String iccid, Organisation owner) {
    house.take(tenant.id(), of, List.of(SimSeller.sim(iccid)));
    long sim = house.sim(iccid);
    database.useTransaction(transaction -> {
      var _ = house.subscriptions.move(transaction, house.caller(tenant), List.of(sim), owner.id());
    });
    return sim;
  }

  private Organisation below(Organisation parent, String name) {
    return house.organisations.create(
        house.caller(parent), new NewOrganisation(Optional.empty(), name, Optional.empty()));
  }

  private long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
