// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Orders;
import org.simplane.operator.Orders.NewOrder;
import org.simplane.operator.Orders.OfferedProduct;
import org.simplane.operator.Orders.OrderPage;
import org.simplane.operator.Orders.PlacedOrder;
import org.simplane.operator.Orders.Progress;
import org.simplane.operator.Orders.ShippingAddress;
import org.simplane.operator.Outcome;
import org.simplane.simulator.control.Fault;

/** What can be bought, and what was. */
@Covers(Feature.ORDERS)
public interface OrderContract extends OperatorContract {

  @Test
  default void showsWhatIsOnSale() throws OperatorException {
    assertThat(orders().products())
        .isNotEmpty()
        .allSatisfy(product -> assertThat(product.name()).isNotBlank());
  }

  @Test
  @Simulated
  default void ordersAndShowsTheOrder() throws OperatorException {
    OfferedProduct product = orders().products().getFirst();
    Outcome<Optional<String>> outcome = place(product, 2);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    PlacedOrder order =
        orders()
            .find(((Outcome.Done<Optional<String>>) outcome).value().orElseThrow())
            .orElseThrow();
    assertThat(order.quantities()).containsEntry(product.id(), 2);
    assertThat(order.state()).isNotBlank();
    assertThat(order.progress()).isNotEqualTo(Progress.CANCELLED);
  }

  @Test
  @Simulated
  default void listsOverSeveralPagesWithoutLossOrRepeat() throws OperatorException {
    OfferedProduct product = orders().products().getFirst();
    for (int i = 0; i < 12; i++) {
      assertThat(place(product, 1)).isInstanceOf(Outcome.Done.class);
    }
    assertThat(all()).hasSize(12).extracting(PlacedOrder::number).doesNotHaveDuplicates();
  }

  @Test
  @Simulated
  default void showsAnOrderWhoseAnswerWasLost() throws OperatorException {
    OfferedProduct product = orders().products().getFirst();
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(place(product, 3)).isInstanceOf(Outcome.Unknown.class);
    assertThat(all())
        .singleElement()
        .satisfies(order -> assertThat(order.quantities()).containsEntry(product.id(), 3));
  }

  /** What it was, its products, quantities and time tell; orders of others are not taken for it. */
  @Test
  @Simulated
  default void tellsWhatMayHaveBecomeOfALostAnswer() throws OperatorException {
    OfferedProduct product = orders().products().getFirst();
    assertThat(place(product, 2)).isInstanceOf(Outcome.Done.class);
    Instant since = all().getFirst().orderedAt();
    assertThat(orders().placed(order(product, 4), since)).isEmpty();
    simulator().failNext(Fault.TIMEOUT_AFTER_EFFECT);
    assertThat(place(product, 4)).isInstanceOf(Outcome.Unknown.class);
    List<String> placed = orders().placed(order(product, 4), since);
    assertThat(placed).hasSize(1);
    assertThat(orders().find(placed.getFirst()).orElseThrow().quantities())
        .containsEntry(product.id(), 4);
  }

  @Test
  default void tellsOfEachProductWhatItDoes() throws OperatorException {
    assertThat(orders().products())
        .extracting(OfferedProduct::kind)
        .contains(Orders.OfferKind.SIMS)
        .doesNotContainNull();
  }

  @Test
  @Simulated
  default void refusesAProductThatIsNotOnSale() {
    assertThat(orders().place(new NewOrder(1, Map.of("424242", 1), "test", Optional.empty())))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  default void knowsNoOrderThatWasNeverMade() throws OperatorException {
    assertThat(orders().find("424242")).isEmpty();
  }

  private Orders orders() {
    return operator().orders().orElseThrow();
  }

  private Outcome<Optional<String>> place(OfferedProduct product, int quantity) {
    return orders().place(order(product, quantity));
  }

  private static NewOrder order(OfferedProduct product, int quantity) {
    return new NewOrder(
        1,
        Map.of(product.id(), quantity),
        "test",
        Optional.of(
            new ShippingAddress(
                null, "Jo", "Doe", "Fleet", "Kade", "1", null, "1011", "Delft", "NL", null)));
  }

  private List<PlacedOrder> all() throws OperatorException {
    List<PlacedOrder> all = new ArrayList<>();
    Optional<String> from = Optional.empty();
    do {
      OrderPage page = orders().list(from);
      all.addAll(page.orders());
      from = page.next();
    } while (from.isPresent());
    return all;
  }
}
