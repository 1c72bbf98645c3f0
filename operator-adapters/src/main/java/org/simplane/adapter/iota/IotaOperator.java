// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.util.Optional;
import org.simplane.operator.Changes;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Reset;
import org.simplane.operator.StatusControl;
import org.simplane.operator.UsageReports;

/** One user of an IoT Accelerator, over its REST surfaces. */
final class IotaOperator implements Operator {

  private final IotaInventory inventory;
  private final IotaStatusControl statusControl;
  private final IotaConsumption consumption;
  private final IotaUsage usage;
  private final Optional<IotaTraffic> traffic;
  private final Optional<IotaReconnects> reconnects;
  private final IotaClient client;

  /** {@code traffic} and {@code reconnects} are there where the operator's portal is known. */
  IotaOperator(
      IotaClient client,
      IotaInventory inventory,
      IotaStatusControl statusControl,
      IotaConsumption consumption,
      IotaUsage usage,
      Optional<IotaTraffic> traffic,
      Optional<IotaReconnects> reconnects) {
    this.client = client;
    this.inventory = inventory;
    this.statusControl = statusControl;
    this.consumption = consumption;
    this.usage = usage;
    this.traffic = traffic;
    this.reconnects = reconnects;
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

  @Override
  public Optional<ConnectivityReports> connectivityReports() {
    return traffic.map(reports -> reports);
  }

  @Override
  public Optional<Changes<Reset>> resets() {
    return reconnects.map(changes -> changes);
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}
