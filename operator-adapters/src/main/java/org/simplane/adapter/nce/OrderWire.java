// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Orders.OfferKind;
import org.simplane.operator.Orders.OfferedProduct;
import org.simplane.operator.Orders.PlacedOrder;
import org.simplane.operator.Orders.Progress;

/** Order of the contract, section 3. */
record OrderWire(
    @Nullable Long orderNumber,
    @Nullable String orderType,
    @Nullable String orderDate,
    @Nullable String orderStatus,
    @Nullable String customerReference,
    @Nullable List<SimWire> sims,
    @Nullable List<ProductWire> products) {

  private static final Pattern TOP_UP =
      Pattern.compile("top[- ]?up", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern EXTENSION =
      Pattern.compile("extension", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** A SIM of the order. */
  record SimWire(@Nullable String iccid) {}

  /** How many of what. */
  record ProductWire(@Nullable String productId, @Nullable Integer quantity) {}

  /** A product of section 4. */
  record Offer(
      @Nullable String id,
      @Nullable String product,
      @Nullable String material,
      @Nullable Integer packageSize,
      @JsonProperty("minQuantity") @Nullable Integer minQuantity,
      @JsonProperty("maxQuantity") @Nullable Integer maxQuantity,
      @Nullable Integer minContractDuration,
      @Nullable List<Charge> oneTimeCharges) {

    OfferedProduct offered() throws OperatorException {
      if (id == null) {
        throw new OperatorException(Kind.MALFORMED_REPLY, "1NCE showed a product without an id");
      }
      List<Charge> charges = oneTimeCharges == null ? List.of() : oneTimeCharges;
      BigDecimal price = BigDecimal.ZERO;
      String currency = "EUR";
      for (Charge charge : charges) {
        price = charge.amountNet() == null ? price : price.add(charge.amountNet());
        currency = charge.currency() == null ? currency : charge.currency();
      }
      return new OfferedProduct(
          id,
          kind(),
          product == null ? id : product,
          material == null ? "" : material,
          packageSize == null ? 1 : packageSize,
          minQuantity == null ? 1 : minQuantity,
          maxQuantity == null ? Integer.MAX_VALUE : maxQuantity,
          minContractDuration == null ? 0 : minContractDuration,
          charges.isEmpty() ? Optional.empty() : Optional.of(price),
          currency);
    }

    /** No field tells: the words of the product and its charges do. */
    private OfferKind kind() {
      StringBuilder words = new StringBuilder();
      words.append(product).append(' ').append(material);
      for (Charge charge : oneTimeCharges == null ? List.<Charge>of() : oneTimeCharges) {
        words.append(' ').append(charge.name());
      }
      if (TOP_UP.matcher(words).find()) {
        return OfferKind.TOP_UP;
      }
      return EXTENSION.matcher(words).find() ? OfferKind.OTHER : OfferKind.SIMS;
    }
  }

  /** What it costs, once. */
  record Charge(@Nullable String name, @Nullable BigDecimal amountNet, @Nullable String currency) {}

  PlacedOrder order() throws OperatorException {
    if (orderNumber == null) {
      throw new OperatorException(Kind.MALFORMED_REPLY, "1NCE showed an order without a number");
    }
    Map<String, Integer> quantities = new LinkedHashMap<>();
    for (ProductWire product : products == null ? List.<ProductWire>of() : products) {
      quantities.merge(
          String.valueOf(product.productId()),
          product.quantity() == null ? 1 : product.quantity(),
          Integer::sum);
    }
    List<String> iccids = new ArrayList<>();
    for (SimWire sim : sims == null ? List.<SimWire>of() : sims) {
      if (sim.iccid() != null) {
        iccids.add(sim.iccid());
      }
    }
    return new PlacedOrder(
        String.valueOf(orderNumber),
        String.valueOf(orderType),
        progress(),
        String.valueOf(orderStatus),
        Optional.ofNullable(orderDate).flatMap(NceDates::read).orElse(Instant.EPOCH),
        quantities,
        iccids);
  }

  /** The portal's words are completed, in preparation and cancelled (contract section 3). */
  private Progress progress() {
    return switch (String.valueOf(orderStatus).toUpperCase(Locale.ROOT)) {
      case "COMPLETED" -> Progress.COMPLETED;
      case "CANCELLED", "CANCELED" -> Progress.CANCELLED;
      default -> Progress.OPEN;
    };
  }
}
