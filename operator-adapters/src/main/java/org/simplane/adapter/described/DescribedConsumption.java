// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;

final class DescribedConsumption implements ConsumptionReports {

  private final Description.Usage form;
  private final DescribedClient client;

  DescribedConsumption(Description.Usage form, DescribedClient client) {
    this.form = form;
    this.client = client;
  }

  @Override
  public List<Consumption> current(SubscriptionRef ref) throws OperatorException {
    Facts facts = client.get(form.path(), Map.of("key", ref.operatorKey()));
    List<Consumption> found = new ArrayList<>();
    for (Description.Counter counter : form.counters()) {
      Optional<BigDecimal> used = facts.value(counter.used(), BigDecimal::new);
      used.ifPresent(amount ->
          found.add(
              new Consumption(
                  counter.level(),
                  counter.counted(),
                  units(amount, counter),
                  facts
                      .value(counter.allowance(), BigDecimal::new)
                      .map(allowance -> units(allowance, counter)),
                  facts.time(counter.from()),
                  facts.time(counter.until()))));
    }
    return found;
  }

  /** The operator rounds to its own unit; half of one of ours is rounded up. */
  private static long units(BigDecimal amount, Description.Counter counter) {
    return amount
        .multiply(BigDecimal.valueOf(counter.factor()))
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
  }
}
