// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;

/**
 * What an administrator says of a product.
 *
 * @param organisation who sells it; seen there and below
 * @param material what is delivered
 * @param packageSize SIMs in one; 1 for what is no SIM
 * @param minQuantity and the most, of one order
 * @param maxPerCustomer over all orders that were not cancelled
 * @param monthly of one, each month; in the same currency
 * @param stock the organisation that SIM orders are fulfilled from at once; empty: an administrator
 *     fulfils them
 */
public record ProductDraft(
    long organisation,
    Product.Kind kind,
    String name,
    String material,
    int packageSize,
    int minQuantity,
    int maxQuantity,
    OptionalInt maxPerCustomer,
    int contractMonths,
    Price price,
    Optional<Price> monthly,
    Grant grant,
    OptionalLong stock,
    boolean onSale) {

  private static final int TEXT = 200;
  private static final int MOST = 100_000;

  public ProductDraft {
    List<Problem> problems = new ArrayList<>();
    text(problems, "name", name);
    text(problems, "material", material);
    range(problems, "packageSize", packageSize, 1);
    range(problems, "minQuantity", minQuantity, 1);
    range(problems, "maxQuantity", maxQuantity, minQuantity);
    range(problems, "contractMonths", contractMonths, 0);
    if (maxPerCustomer.isPresent()) {
      range(problems, "maxPerCustomer", maxPerCustomer.getAsInt(), minQuantity);
    }
    if (kind != Product.Kind.SIM && packageSize != 1) {
      problems.add(new Problem("packageSize", "is 1 for what is no SIM"));
    }
    if (kind != Product.Kind.SIM && stock.isPresent()) {
      problems.add(new Problem("stock", "is of SIMs alone"));
    }
    if (kind == Product.Kind.EXTENSION && grant.lifeMonths() == 0) {
      problems.add(new Problem("grant.lifeMonths", "of an extension is above 0"));
    }
    if (price.net() > Price.MOST || price.gross() > Price.MOST) {
      problems.add(new Problem("price", "is at most " + Price.MOST));
    }
    if (monthly.isPresent() && !monthly.get().currency().equals(price.currency())) {
      problems.add(new Problem("monthlyPrice.currency", "is that of the price"));
    }
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }

  /** The same with what the organisation itself says of an operator's product. */
  public ProductDraft with(OptionalInt perCustomer, Grant granted, boolean sold) {
    return new ProductDraft(
        organisation,
        kind,
        name,
        material,
        packageSize,
        minQuantity,
        maxQuantity,
        perCustomer,
        contractMonths,
        price,
        monthly,
        granted,
        stock,
        sold);
  }

  private static void text(List<Problem> problems, String field, String text) {
    if (text.isBlank() || text.length() > TEXT) {
      problems.add(new Problem(field, "has 1 to " + TEXT + " characters"));
    }
  }

  private static void range(List<Problem> problems, String field, int value, int least) {
    if (value < least || value > MOST) {
      problems.add(new Problem(field, "is from " + least + " to " + MOST));
    }
  }
}
