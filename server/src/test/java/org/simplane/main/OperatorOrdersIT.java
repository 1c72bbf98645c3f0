// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Role;
import org.simplane.catalog.Order;
import org.simplane.catalog.Product;
import org.simplane.catalog.Purchase;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import tools.jackson.databind.JsonNode;

/** SIMs of 1NCE are ordered through Simplane, whatever becomes of the answers. */
@Timeout(90)
final class OperatorOrdersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private NceHouse house;
  private Instance simplane;
  private Caller customer;
  private long account;
  private Product sims;

  @BeforeEach
  void start() throws IOException {
    house = new NceHouse(folder, Map.of(), nce -> nce.withPopulation(3, 10));
    simplane = house.simplane;
    long below =
        simplane
            .features
            .organisations
            .create(
                simplane.caller,
                new NewOrganisation(Optional.empty(), "Customer", Optional.empty()))
            .id();
    customer = Caller.system("test", simplane.features.organisations.scopeOf(below));
    account = house.account();
    await().atMost(PATIENCE).until(() -> !offered().isEmpty());
    assertThat(onSale(Product.Kind.SIM)).as("nothing is sold on by itself").isEmpty();
    offered().forEach(product -> simplane.sell(product.id()));
    sims = onSale(Product.Kind.SIM).orElseThrow();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void whatTheOperatorSellsIsInTheCatalogueAtItsPriceForAllThatTheAccountServes() {
    assertThat(sims.name()).isEqualTo("1NCE IoT FlexSIM - Standard");
    assertThat(sims.said().price().netAmount()).isEqualByComparingTo("10");
    assertThat(sims.said().organisation()).isEqualTo(simplane.tenant.id());
    assertThat(onSale(Product.Kind.TOP_UP)).isPresent();
    long stranger = simplane.features.organisations.root("Stranger").id();
    assertThat(simplane.features.catalog.products().onSale(Scope.of(stranger))).isEmpty();
    assertThat(simplane.features.catalog.operatorProducts().read(simplane.caller, account, false))
        .as("read again, they are the same")
        .extracting(Product::id)
        .contains(sims.id());
    assertThatThrownBy(
            () -> simplane.features.catalog.products().delete(simplane.caller, sims.id(), false))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void anOrderIsPlacedOnceAndNamesTheSimsThatItBroughtToTheCustomer() {
    long id = order(3).id();
    Order order = completed(id);
    assertThat(placedAtTheOperator()).hasSize(1);
    List<Order.Sim> brought = sims(id);
    assertThat(brought).hasSize(3);
    assertThat(order.elsewhere().orElseThrow().number()).isPresent();
    for (Order.Sim sim : brought) {
      assertThat(
              simplane
                  .features
                  .subscriptions
                  .find(customer.scope(), sim.subscription())
                  .orElseThrow()
                  .organisation())
          .as("the customer has them")
          .isEqualTo(customer.scope().organisation());
    }
    assertThatThrownBy(
            () -> simplane.features.catalog.orders().cancel(customer, id, Optional.empty(), false))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void anOrderWhoseAnswerWasLostIsFoundAtTheOperatorAndNotPlacedAgain() {
    fail(Fault.TIMEOUT_AFTER_EFFECT);
    long id = order(2).id();
    completed(id);
    assertThat(placedAtTheOperator()).hasSize(1);
    assertThat(sims(id)).hasSize(2);
  }

  @Test
  void ofTwoLikeOrdersWithLostAnswersEachGetsItsOwn() {
    house.platform.fail(
        new PlannedFault(Fault.TIMEOUT_AFTER_EFFECT, 2, Optional.of("/v1/orders"), Duration.ZERO));
    long one = order(2).id();
    await().atMost(PATIENCE).until(() -> placedAtTheOperator().size() == 1);
    long other = order(2).id();
    String number = completed(one).elsewhere().orElseThrow().number().orElseThrow();
    assertThat(completed(other).elsewhere().orElseThrow().number())
        .isNotEqualTo(Optional.of(number));
    assertThat(placedAtTheOperator()).hasSize(2);
  }

  @Test
  void anOrderThatTheOperatorNeverHeardIsTriedAgainWhenItIsBack() {
    house.platform.fail(
        new PlannedFault(Fault.THROTTLED, 1, Optional.of("/v1/orders"), Duration.ofSeconds(1)));
    long id = order(1).id();
    completed(id);
    assertThat(placedAtTheOperator()).hasSize(1);
  }

  @Test
  void ourOwnApiShowsWhatIsSoldAndHowFarTheOperatorIs() {
    IssuedClient client = simplane.client("v1", Role.FLEET_MANAGER);
    try (V1Caller v1 = new V1Caller(simplane.url(), client.client().clientId(), client.secret())) {
      JsonNode product = product(v1.get("/catalogue"));
      assertThat(product.path("account").asString()).startsWith("acc_");
      String body =
          "{\"products\":[{\"product\":\"%s\",\"quantity\":1}]}"
              .formatted(product.path("id").asString());
      String id = V1Caller.json(v1.post("/orders", body)).path("id").asString();
      await()
          .atMost(PATIENCE)
          .until(() -> v1.get("/orders/" + id).path("state").asString().equals("COMPLETED"));
      JsonNode order = v1.get("/orders/" + id);
      assertThat(order.path("operatorOrder").path("number").asString()).isNotEmpty();
      assertThat(v1.get("/orders/" + id + "/sims").path("items")).hasSize(1);
    }
  }

  private static JsonNode product(JsonNode catalogue) {
    return catalogue
        .path("items")
        .valueStream()
        .filter(item -> item.path("kind").asString().equals("SIM"))
        .findFirst()
        .orElseThrow();
  }

  private void fail(Fault fault) {
    house.platform.fail(new PlannedFault(fault, 1, Optional.of("/v1/orders"), Duration.ZERO));
  }

  private Order order(int quantity) {
    return simplane
        .features
        .catalog
        .orders()
        .place(
            customer,
            new Purchase.OfSims(
                List.of(new Purchase.Wanted(sims.id(), quantity)),
                Optional.empty(),
                Optional.empty(),
                Optional.of("test")),
            false);
  }

  private Order completed(long id) {
    await().atMost(PATIENCE).until(() -> find(id).state() != Order.State.IN_PREPARATION);
    Order order = find(id);
    assertThat(order.state()).as("%s", order.reason()).isEqualTo(Order.State.COMPLETED);
    return order;
  }

  private Order find(long id) {
    return simplane.features.catalog.orders().find(customer.scope(), id).orElseThrow();
  }

  private List<Order.Sim> sims(long id) {
    return simplane
        .features
        .catalog
        .orders()
        .sims(customer.scope(), id, OptionalLong.empty(), 100)
        .items();
  }

  private List<Product> offered() {
    return simplane.features.catalog.operatorProducts().of(simplane.caller, account).products();
  }

  private Optional<Product> onSale(Product.Kind kind) {
    return simplane.features.catalog.products().onSale(customer.scope()).stream()
        .filter(product -> product.kind() == kind)
        .findFirst();
  }

  /** What the operator carried out. */
  private List<LedgerEntry> placedAtTheOperator() {
    return house.platform.requests(1_000).stream()
        .filter(entry -> entry.method().equals("POST") && entry.path().endsWith("/v1/orders"))
        .filter(entry -> !entry.effects().isEmpty())
        .toList();
  }
}
