// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator sells, and what was ordered there. */
public interface Orders {

  /** Everything that may be ordered now. */
  List<OfferedProduct> products() throws OperatorException;

  /** Empty when the operator does not know it. */
  Optional<PlacedOrder> find(String number) throws OperatorException;

  /**
   * One page, newest first where the operator can.
   *
   * @param from a page's {@code next}; empty for the first
   */
  OrderPage list(Optional<String> from) throws OperatorException;

  /**
   * Orders products. It costs money: what is {@link Outcome.Unknown} is looked for in {@link #list}
   * before anybody orders again.
   *
   * @return the operator's number of the order, where it tells one
   */
  Outcome<Optional<String>> place(NewOrder order);

  /**
   * Something on sale.
   *
   * @param id the operator's own
   * @param minimumQuantity and the most, of one order
   * @param netPrice of one, once; empty where the operator does not tell
   * @param currency ISO 4217
   */
  record OfferedProduct(
      String id,
      String name,
      String material,
      int packageSize,
      int minimumQuantity,
      int maximumQuantity,
      int contractMonths,
      Optional<BigDecimal> netPrice,
      String currency) {}

  /**
   * What is ordered.
   *
   * @param quantities by the product's id
   */
  record NewOrder(
      long orderId, Map<String, Integer> quantities, Optional<String> customerReference) {

    public NewOrder {
      quantities = Map.copyOf(quantities);
    }
  }

  /**
   * An order at the operator.
   *
   * @param type the operator's own word, such as {@code TOPUP}
   * @param state the operator's own word
   * @param iccids of the SIMs it brought or was for
   */
  record PlacedOrder(
      String number,
      String type,
      String state,
      Instant orderedAt,
      Map<String, Integer> quantities,
      List<String> iccids) {

    public PlacedOrder {
      quantities = Map.copyOf(quantities);
      iccids = List.copyOf(iccids);
    }
  }

  /** One page of orders. */
  record OrderPage(List<PlacedOrder> orders, Optional<String> next) {

    public OrderPage {
      orders = List.copyOf(orders);
    }
  }
}
