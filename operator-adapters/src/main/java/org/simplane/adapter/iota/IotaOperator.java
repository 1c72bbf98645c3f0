// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.util.Optional;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.StatusControl;
import org.simplane.operator.UsageReports;

/** One user of an IoT Accelerator, over its REST surfaces. */
final class IotaOperator implements Operator {

  private final IotaInventory inventory;
  private final IotaStatusControl statusControl;
  private final IotaConsumption consumption;
  private final IotaUsage usage;
  private final IotaClient client;

  IotaOperator(
      IotaClient client,
      IotaInventory inventory,
      IotaStatusControl statusControl,
      IotaConsumption consumption,
      IotaUsage usage) {
    this.client = client;
    this.inventory = inventory;
    this.statusControl = statusControl;
    this.consumption = consumption;
    this.usage = usage;
  }

  /** A search for one subscription, without what may be left out. */
  @Override
  public void check() throws OperatorException {
    client.get("/iot/api/subscriptions/details?limit=1");
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public Optional<StatusControl> statusControl() {
    return Optional.of(statusControl);
  }

  @Override
  public Optional<UsageReports> usageReports() {
    return Optional.of(usage);
  }

  @Override
  public Optional<ConsumptionReports> consumptionReports() {
    return Optional.of(consumption);
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}
