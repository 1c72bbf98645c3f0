// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Filter;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.operator.Status;

/** Turns the filter of a product list into a query of the inventory. */
final class ProductQuery {

  private ProductQuery() {}

  /** Empty where nothing can match. */
  static Optional<SubscriptionQuery> of(Filter filter) {
    SubscriptionQuery query = SubscriptionQuery.ALL;
    for (Filter.AnyOf any : filter.all()) {
      for (Filter.Condition condition : any.alternatives()) {
        if (condition instanceof Filter.Compare compare && compare.path().equals("status")) {
          Set<Status> statuses = EnumSet.noneOf(Status.class);
          compare.values().forEach(word -> statuses.addAll(ProductStates.shownAs(word)));
          if (statuses.isEmpty()) {
            return Optional.empty();
          }
          query = query.withStatuses(statuses);
        } else {
          throw new FailureException(Failure.Invalid.field(condition.path(), "is not filtered by"));
        }
      }
    }
    return Optional.of(query);
  }
}
