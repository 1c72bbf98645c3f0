// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.inventory.SubscriptionQuery;

final class TotalsTest {

  private final Totals totals = new Totals();

  @Test
  void knowsWhatWasCountedForWhoAskedIt() {
    totals.keep(Scope.of(1), SubscriptionQuery.ALL, 7);
    assertThat(totals.of(Scope.of(1), SubscriptionQuery.ALL)).hasValue(7);
    assertThat(totals.of(Scope.of(2), SubscriptionQuery.ALL)).isEmpty();
  }

  @Test
  void holdsFewQuestionsOfThoseWhoHaveManyOrganisations() {
    List<Scope> large =
        LongStream.range(0, 200)
            .mapToObj(
                first -> Scope.of(first, LongStream.range(first, first + 10_000).boxed().toList()))
            .toList();
    large.forEach(scope -> totals.keep(scope, SubscriptionQuery.ALL, 1));
    assertThat(large)
        .filteredOn(scope -> totals.of(scope, SubscriptionQuery.ALL).isPresent())
        .hasSizeBetween(1, 100);
  }
}
