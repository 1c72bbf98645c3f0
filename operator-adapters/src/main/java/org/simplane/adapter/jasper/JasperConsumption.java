// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;

/** Reads {@code GET /devices/{iccid}/ctdUsages}: cycle to date, in bytes, messages and seconds. */
final class JasperConsumption implements ConsumptionReports {

  record UsageWire(
      @Nullable Long ctdDataUsage, @Nullable Long ctdSMSUsage, @Nullable Long ctdVoiceUsage) {}

  private final JasperClient client;

  JasperConsumption(JasperClient client) {
    this.client = client;
  }

  /** Where the cycle lies is not said. */
  @Override
  public List<Consumption> current(SubscriptionRef ref) throws OperatorException {
    UsageWire wire =
        client.get(
            "/devices/" + RestClient.encoded(ref.operatorKey()) + "/ctdUsages", UsageWire.class);
    List<Consumption> found = new ArrayList<>();
    add(found, Counted.DATA, wire.ctdDataUsage());
    add(found, Counted.SMS, wire.ctdSMSUsage());
    add(found, Counted.VOICE, wire.ctdVoiceUsage());
    return found;
  }

  private static void add(List<Consumption> found, Counted counted, @Nullable Long used) {
    if (used != null) {
      found.add(
          new Consumption(
              Level.GLOBAL, counted, used, Optional.empty(), Optional.empty(), Optional.empty()));
    }
  }
}
