// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * Orders products. It costs money: an answer that was lost is {@link Outcome.Unknown}, and nobody
   * orders again before {@link #placed} has told that nothing was ordered.
   *
   * @return the operator's number of the order, where it tells one; {@link #placed} tells it later
   */
  Outcome<Optional<String>> place(NewOrder order);

  /**
   * The operator's numbers of orders of SIMs that may be this one, whatever became of them, oldest
   * first: those of the same products and quantities, and with the same reference where the
   * operator shows one.
   *
   * @param since orders before it are left out, by the operator's clock: who asks has allowed for
   *     one that differs
   */
  List<String> placed(NewOrder order, Instant since) throws OperatorException;

  /** What an order of a product does. */
  enum OfferKind {
    /** SIMs come. */
    SIMS,
    /** SIMs that are there get more volume; it is ordered for them, see {@link TopUps}. */
    TOP_UP,
    /** Anything else. */
    OTHER
  }

  /**
   * Something on sale.
   *
   * @param id the operator's own
   * @param packageSize SIMs in one
   * @param minimumQuantity and the most, of one order
   * @param netPrice of one, once; empty where the operator does not tell
   * @param currency ISO 4217
   */
  record OfferedProduct(
      String id,
      OfferKind kind,
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
   * @param orderId the core's id of it
   * @param quantities by the product's id
   * @param reference tells it from the core's other orders; an operator that keeps one is given it
   * @param shipping empty: where the operator usually sends to
   */
  record NewOrder(
      long orderId,
      Map<String, Integer> quantities,
      String reference,
      Optional<ShippingAddress> shipping) {

    public NewOrder {
      quantities = Map.copyOf(quantities);
    }
  }

  /**
   * Where ordered SIMs are sent to.
   *
   * @param country ISO 3166-1 alpha-2
   */
  record ShippingAddress(
      @Nullable String salutation,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String company,
      @Nullable String street,
      @Nullable String houseNumber,
      @Nullable String addressLine2,
      @Nullable String zip,
      @Nullable String city,
      @Nullable String country,
      @Nullable String phone) {}

  /** How far an order is. */
  enum Progress {
    /** Under way, or in a state that the adapter does not know. */
    OPEN,
    COMPLETED,
    /** Nothing comes of it. */
    CANCELLED
  }

  /**
   * An order at the operator.
   *
   * @param type the operator's own word, such as {@code TOPUP}
   * @param progress what {@code state} means
   * @param state the operator's own word
   * @param iccids of the SIMs it brought or was for
   */
  record PlacedOrder(
      String number,
      String type,
      Progress progress,
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
