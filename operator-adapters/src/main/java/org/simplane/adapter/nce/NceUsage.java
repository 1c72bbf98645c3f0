// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.UsageReports;

/** Reads daily usage: {@code GET /v1/sims/{iccid}/usage}, kept for six months. */
final class NceUsage implements UsageReports {

  private final NceClient client;

  NceUsage(NceClient client) {
    this.client = client;
  }

  @Override
  public List<DayUsage> daily(SubscriptionRef ref, LocalDate first, LocalDate last)
      throws OperatorException {
    String sim = RestClient.encoded(ref.operatorKey());
    UsageWire wire =
        client.get(
            "/v1/sims/" + sim + "/usage?start_dt=" + first + "&end_dt=" + last, UsageWire.class);
    List<DayUsage> days = new ArrayList<>();
    for (UsageWire.Daily daily : wire.stats()) {
      Optional<DayUsage> day = daily.day();
      day.filter(d -> !d.day().isBefore(first) && !d.day().isAfter(last)).ifPresent(days::add);
    }
    days.sort(Comparator.comparing(DayUsage::day));
    return days;
  }
}
