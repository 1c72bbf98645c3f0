// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;

/**
 * A product.
 *
 * @param recurringCharges left out when there are none: clients know it as an object and as a list
 */
record ProductWire(
    long id,
    String product,
    String material,
    int packageSize,
    @JsonProperty("minQuantity") int minQuantity,
    @JsonProperty("maxQuantity") int maxQuantity,
    @JsonProperty("maxQuantityPerCustomer") int maxQuantityPerCustomer,
    int minContractDuration,
    List<Charge> oneTimeCharges,
    @Nullable List<Charge> recurringCharges) {

  /** An amount. */
  record Charge(String name, BigDecimal amountNet, String currency) {

    static Charge of(String name, Price price) {
      BigDecimal amount = price.netAmount().stripTrailingZeros();
      return new Charge(name, amount.scale() < 0 ? amount.setScale(0) : amount, price.currency());
    }
  }

  static ProductWire of(Product product) {
    ProductDraft said = product.said();
    return new ProductWire(
        product.id(),
        said.name(),
        said.material(),
        said.packageSize(),
        said.minQuantity(),
        said.maxQuantity(),
        said.maxPerCustomer().orElse(said.maxQuantity()),
        said.contractMonths(),
        List.of(
            Charge.of(
                switch (said.kind()) {
                  case SIM -> "provisionCharge";
                  case TOP_UP -> "topUpCharge";
                  case EXTENSION -> "extensionCharge";
                },
                said.price())),
        said.monthly().map(price -> List.of(Charge.of("monthlyCharge", price))).orElse(null));
  }
}
