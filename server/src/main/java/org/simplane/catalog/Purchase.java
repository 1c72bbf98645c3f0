// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What somebody wants to order. */
public sealed interface Purchase {

  /**
   * SIMs.
   *
   * @param shipping empty: where the last order was sent to
   */
  record OfSims(
      List<Wanted> products,
      Optional<Address> shipping,
      Optional<Address> billing,
      Optional<String> customerReference)
      implements Purchase {

    public OfSims {
      products = List.copyOf(products);
    }
  }

  record Wanted(long product, int quantity) {}

  /**
   * Something for SIMs that are there: more volume, or a longer life.
   *
   * @param product empty: the first of its kind on sale
   */
  record ForSims(
      Product.Kind kind,
      List<Long> subscriptions,
      OptionalLong product,
      Optional<String> paymentMethod,
      Optional<String> customerReference,
      boolean automatic)
      implements Purchase {

    public ForSims {
      subscriptions = subscriptions.stream().distinct().toList();
    }
  }
}
